import * as v from 'valibot';
import { oneOf } from './diagnostic.ts';
import type { Finding } from './finding.ts';
import type { Path } from './yamlFile.ts';

type Issue = v.BaseIssue<unknown>;

const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'a map',
};

/** A value of a configuration file in a few words. */
const shown = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return String(value).slice(0, 60);
};

const stepsOf = (issue: Issue): Path => (issue.path ?? []).map(item => item.key as string | number);

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((here, step) => (here as Record<string | number, unknown> | null | undefined)?.[step], value);

/** Issues of the alternative that the author most likely meant: the one that fails deepest, then with the fewest issues. */
const nestedIssues = (issue: Issue): readonly Issue[] =>
  issue.type === 'union' ? (issue.issues ?? []).filter(sub => (sub.path?.length ?? 0) > 0) : [];

const findingOf = (issue: Issue, at: Path, value: unknown): readonly Finding[] => {
  const path = [...at, ...stepsOf(issue)];
  const nested = nestedIssues(issue);
  if (nested.length > 0) return nested.flatMap(sub => findingOf(sub, path, value));
  const name = String(path.at(-1));
  if (issue.type === 'never') {
    const valid = issue.message.split(', ');
    const message = `unknown key "${name}"`;
    return [{ code: 'unknown_key', path, at: 'key', message, found: name, expected: oneOf(valid), candidates: valid }];
  }
  if (issue.path?.at(-1)?.origin === 'key' && issue.input === undefined) {
    return [
      { code: 'missing_key', path, message: `missing key "${name}"`, found: 'nothing', expected: `the key ${name}` },
    ];
  }
  const found = shown(valueAt(value, path));
  const expected = issue.message.startsWith('Invalid ')
    ? [...new Set((issue.expected ?? '').replace(/[()]/g, '').split(' | '))]
        .map(word => words[word] ?? word)
        .join(' or ')
    : issue.message;
  const candidates = expected.startsWith('one of ') ? expected.slice('one of '.length).split(', ') : undefined;
  const message = path.length === 0 ? `found ${found}` : `found ${found} for "${name}"`;
  return [{ code: 'wrong_value', path, message, found, expected, ...(candidates ? { candidates } : {}) }];
};

/** The value as the schema's type, or every way in which it does not conform. `at` is the value's path in its file. */
export const conforming = <S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  at: Path = [],
): { readonly value: v.InferOutput<S> | undefined; readonly findings: readonly Finding[] } => {
  const result = v.safeParse(schema, value);
  if (result.success) return { value: result.output, findings: [] };
  const root = at.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
  return { value: undefined, findings: result.issues.flatMap(issue => findingOf(issue, at, root)) };
};
