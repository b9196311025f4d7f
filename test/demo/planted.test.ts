import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { digitsOf, luhn } from '../../lib/core/scrub/digits.ts';
import { labels } from '../../lib/core/scrub/finding.ts';
import type { Planted } from '../../lib/demo/demoFile.ts';
import { generate, planted } from '../../lib/demo/generate.ts';
import { options, rowsOf, tableOf, textOf } from './files.ts';

const all = [...planted(options)];

const notOf = (label: Planted['label'], right: (value: string) => boolean): number =>
  all.filter(one => one.label === label && !right(one.value)).length;

describe('planted identifiers', () => {
  test('each is in the file and the column that it names', () => {
    const texts = new Map([...generate(options)].map(file => [file.key, textOf(file)]));
    expect(all.filter(({ key, value }) => !texts.get(key)!.includes(value))).toHaveLength(0);
  });

  test('nothing that looks like a number, a mail address or a secret is in a file without being listed', () => {
    const listed = new Set(all.map(({ value }) => value));
    const shapes = /[\w.]+@example\.\w+|\+1\d{10}|\(\d{3}\) \d{3}-\d{4}|\b\d{3}-\d{3}-\d{4}\b|demo-token-\d+/g;
    let unlisted = 0;
    for (const file of generate(options)) {
      for (const [found] of textOf(file).matchAll(shapes))
        if (!listed.has(found) && found !== '+15005550006') unlisted++;
    }
    expect(unlisted).toBe(0);
  });

  test('about 15 % of the messages hold one', async () => {
    const values = new Map<string, number>();
    let messages = 0;
    for (const file of generate({ ...options, brokenShare: 0 })) {
      if (tableOf(file) !== 'platform-db/message') continue;
      const inFile = new Set(all.filter(({ key }) => key === file.key).map(({ value }) => value));
      for (const row of await rowsOf(file)) {
        messages++;
        if ('fault' in row) continue;
        const text = String(row.record['message']);
        if ([...inFile].some(value => text.includes(value))) values.set(text, (values.get(text) ?? 0) + 1);
      }
    }
    const holding = [...values.values()].reduce((sum, count) => sum + count, 0);
    expect(holding / messages).toBeGreaterThan(0.12);
    expect(holding / messages).toBeLessThan(0.18);
  });

  test('every kind of identifier that people give away in chats is there', () => {
    const missing = labels.filter(label => !all.some(one => one.label === label));
    // Places, accounts, postcodes and ages are left to the scrubber's own tests.
    expect(missing).toEqual(['LOCATION', 'BANK', 'ZIP', 'AGE']);
  });

  test('phone numbers are valid and kept for fiction', () => {
    expect(notOf('PHONE', value => parsePhoneNumberFromString(value, 'US')?.isValid() ?? false)).toBe(0);
    expect(notOf('PHONE', value => /55501\d\d$|79460\d{3}$/.test(digitsOf(value)))).toBe(0);
  });

  test.each([
    ['CREDIT_CARD', (value: string) => luhn(digitsOf(value))],
    ['EMAIL', (value: string) => /^[\w.]+@example\.(?:com|org|net)$/.test(value)],
    ['URL', (value: string) => new URL(value).hostname === 'posts.example.com'],
    ['NATIONAL_ID', (value: string) => /^(?!666)[1-6]\d\d-(?!00)\d\d-(?!0000)\d{4}$/.test(value)],
    ['IP', (value: string) => value.startsWith('203.0.113.')],
  ] as const)('%s has the right shape', (label, right) => {
    expect(notOf(label, right)).toBe(0);
  });
});
