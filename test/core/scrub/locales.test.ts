import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { luhn, nhsCheck } from '../../../lib/core/scrub/digits.ts';
import { allLocales } from '../../../lib/core/scrub/locales/all.ts';
import { medicareCheck } from '../../../lib/core/scrub/locales/en-AU/medicare.ts';
import { tfnCheck } from '../../../lib/core/scrub/locales/en-AU/taxFile.ts';
import { ppsCheck } from '../../../lib/core/scrub/locales/en-IE/ppsNumber.ts';
import { isAadhaar } from '../../../lib/core/scrub/locales/en-IN/aadhaar.ts';
import { isItin, isSsn } from '../../../lib/core/scrub/locales/en-US/socialSecurity.ts';
import { clabeCheck } from '../../../lib/core/scrub/locales/es-MX/clabe.ts';
import { curpCheck } from '../../../lib/core/scrub/locales/es-MX/curp.ts';
import { nirCheck } from '../../../lib/core/scrub/locales/fr-FR/nir.ts';
import { ribCheck } from '../../../lib/core/scrub/locales/fr-FR/rib.ts';
import { scrubLocales } from '../../../lib/core/scrub/locales.ts';
import { scrubber } from '../../../lib/core/scrub/scrubber.ts';
import type { LocaleExamples } from './localeExamples.ts';

const folder = join(process.cwd(), 'lib/core/scrub/locales');
const folders = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

test('every folder is a locale that a contract may name', () => {
  expect(folders).toEqual([...scrubLocales].sort());
  for (const tag of scrubLocales) {
    const { tag: named, country, language } = allLocales[tag];
    expect([named, `${language}-${country}`]).toEqual([tag, tag]);
  }
});

describe.each(folders)('%s', tag => {
  const scrub = scrubber([tag]);
  const load = async (): Promise<LocaleExamples> =>
    ((await import(`./locales/${tag}.ts`)) as { examples: LocaleExamples }).examples;

  test.each(['phone', 'postcode', 'address', 'nationalId'] as const)('finds each %s', async kind => {
    const examples = (await load())[kind];
    expect(examples.length).toBeGreaterThan(0);
    expect(examples.map(([text]) => scrub(text).text)).toEqual(examples.map(([, scrubbed]) => scrubbed));
  });

  test('lets stay what is no identifier', async () => {
    const { stays } = await load();
    expect(stays.length).toBeGreaterThan(0);
    expect(stays.map(text => scrub(text).text)).toEqual(stays);
  });
});

/** Examples as those publish them who give the numbers out, and the same with a digit changed. */
describe.each<[string, (text: string) => boolean, readonly string[], readonly string[]]>([
  ['SSN', isSsn, ['219099999'], ['000123456', '666123456', '900123456', '123006789', '123450000']],
  ['ITIN', isItin, ['912701234'], ['912491234', '812701234', '912931234']],
  ['NHS number', nhsCheck, ['9434765919'], ['9434765918', '9434765929']],
  ['PPS number', ppsCheck, ['1234567T', '1234567FA'], ['1234567A', '1234568T']],
  ['SIN', luhn, ['046454286'], ['046454287', '046454268']],
  ['TFN', tfnCheck, ['123456782'], ['123456789', '123456872']],
  ['Australian Medicare', medicareCheck, ['2123456701'], ['2123456711', '1123456701']],
  ['Aadhaar', isAadhaar, ['234123412346'], ['234123412347', '134123412346']],
  ['CURP', curpCheck, ['HEGG560427MVZRRL04'], ['HEGG560427MVZRRL05', 'HEGG560472MVZRRL04']],
  ['CLABE', clabeCheck, ['032180000118359719'], ['032180000118359718', '032180000118359791']],
  ['NIR', nirCheck, ['255081416802538', '2 69 05 49 588 157 80'], ['255081416802539', '255081416820538']],
  ['RIB', ribCheck, ['20041010050500013M02606'], ['20041010050500013M02607', '20041010050500031M02606']],
])('check of the %s', (_name, check, right, wrong) => {
  test.each(right.map(text => [text]))('%s passes', text => expect(check(text)).toBe(true));
  test.each(wrong.map(text => [text]))('%s does not', text => expect(check(text)).toBe(false));
});
