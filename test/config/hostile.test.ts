import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { conforming } from '../../lib/config/conforming.ts';
import { readContracts, withoutExtensions } from '../../lib/config/contractsFile.ts';
import { located } from '../../lib/config/finding.ts';
import { jobs } from '../../lib/config/schema/jobs.ts';
import { workspace } from '../../lib/config/schema/workspace.ts';
import { readYaml } from '../../lib/config/yamlFile.ts';

const configs = join(import.meta.dirname, '../../configs/ctl-prod');
const texts = ['workspace.yaml', 'jobs.yaml', 'data-assets/platform-db.yaml'].map(f =>
  readFileSync(join(configs, f), 'utf8'),
);

/** Everything that is done with the text of a file, as each of the three kinds. */
const diagnosticsOf = (text: string) => {
  const { file, errors } = readYaml('f.yaml', text);
  if (!file) return errors;
  const top = withoutExtensions(file.value);
  const contracts = readContracts(file);
  const findings = [
    ...conforming(workspace, top).findings,
    ...conforming(jobs, top).findings,
    ...contracts.errors,
    ...contracts.warnings,
  ];
  return [...errors, ...findings.map(f => located(file, f))];
};

/** A text with a piece cut out, put in or doubled. */
const mutated = fc
  .tuple(
    fc.constantFrom(...texts),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat({ max: 40 }),
        fc.oneof(
          fc.constantFrom(
            '',
            ':',
            '- ',
            '*',
            '&a ',
            '*a',
            '<<: *a\n',
            '{',
            '}',
            '[',
            ']',
            '"',
            '|\n',
            '\t',
            '!!map ',
            '? ',
            '---\n',
            '\0',
            '\ud800',
          ),
          fc.string({ maxLength: 8 }),
        ),
      ),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((now, [at, cut, put]) => {
      const start = at % (now.length + 1);
      return now.slice(0, start) + put + now.slice(start + cut);
    }, text),
  );

test('garbled YAML gives diagnostics with a place in the text, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(mutated, fc.string({ maxLength: 200 })), text => {
      const lines = text.split('\n').length;
      for (const { line, column, message, expected } of diagnosticsOf(text)) {
        expect(line).toBeGreaterThanOrEqual(1);
        expect(line).toBeLessThanOrEqual(lines);
        expect(column).toBeGreaterThanOrEqual(1);
        expect(message.length).toBeGreaterThan(0);
        expect(expected.length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 300 },
  );
});

test('a truncated file never throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(), (text, at) => {
      diagnosticsOf(text.slice(0, at % text.length));
    }),
    { numRuns: 200 },
  );
});

const laughs = (item: (previous: string) => string): string =>
  Array.from({ length: 30 }, (_, i) => (i === 0 ? 'x-0: &x0 { a: 1 }' : `x-${i}: &x${i} ${item(`*x${i - 1}`)}`)).join(
    '\n',
  );

describe('what would take for ever is refused at once:', () => {
  test.each([
    ['a billion laughs', laughs(x => `[${Array(10).fill(x).join(', ')}]`)],
    ['a billion merges', laughs(x => `{ <<: [${Array(10).fill(x).join(', ')}] }`)],
    ['an alias of itself', 'x-a: &a [*a]'],
    ['a map that merges itself', 'x-a: &a { <<: *a }'],
    ['50,000 brackets', '['.repeat(50_000)],
    ['a list in a list in a list …', `x-a: ${'['.repeat(200)}${']'.repeat(200)}`],
  ])('%s', (_what, text) => {
    const codes = diagnosticsOf(text).map(d => d.code);
    expect(codes.filter(code => code === 'too_large' || code === 'malformed_yaml')).not.toEqual([]);
  });

  test('100,000 keys, none twice, are too many; so are 100,000 times the same', () => {
    const many = (key: (i: number) => string) => Array.from({ length: 100_000 }, (_, i) => `${key(i)}:`).join('\n');
    expect(diagnosticsOf(many(i => `k${i}`)).map(d => d.code)).toContain('too_large');
    expect(diagnosticsOf(many(() => 'k')).map(d => d.code)).toContain('duplicate_key');
  });
});
