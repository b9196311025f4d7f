import * as v from 'valibot';
import { type Diagnostic, nearestTo } from './diagnostic.ts';
import type { YamlFile, YamlPath } from './yamlFile.ts';

/** Keys for anchors only, as in `x-tables: &tables [message]`. */
const withoutExtensions = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('x-')))
    : value;

type Issue = v.BaseIssue<unknown>;

const pathOf = (issue: Issue): YamlPath => (issue.path ?? []).map(item => item.key as string | number);

/** The schema that stands at a path, to name the keys that would be valid there. */
const keysAt = (schema: unknown, path: YamlPath): readonly string[] => {
  let current = schema as Record<string, unknown> | undefined;
  const bare = (s: Record<string, unknown> | undefined): Record<string, unknown> | undefined => {
    if (s?.['wrapped']) return bare(s['wrapped'] as Record<string, unknown>);
    return s;
  };
  for (const step of path) {
    current = bare(current);
    const entries = current?.['entries'] as Record<string, Record<string, unknown>> | undefined;
    const options = current?.['options'] as Record<string, unknown>[] | undefined;
    if (entries) current = entries[String(step)];
    else if (current?.['type'] === 'record') current = current['value'] as Record<string, unknown>;
    else if (current?.['type'] === 'array') current = current['item'] as Record<string, unknown>;
    else current = options?.find(option => (option['entries'] as object | undefined) !== undefined);
  }
  const entries = bare(current)?.['entries'];
  return entries ? Object.keys(entries) : [];
};

const shown = (received: string): string => (received.length > 60 ? `${received.slice(0, 57)}…` : received);

const diagnosticOf = (file: YamlFile, schema: unknown, issue: Issue): Diagnostic => {
  const path = pathOf(issue);
  const key = String(path.at(-1) ?? '');
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const valid = keysAt(schema, path.slice(0, -1));
    return {
      file: file.file,
      ...file.locate(path),
      code: 'unknown_key',
      message: `unknown key "${key}"; expected one of ${valid.join(', ')}`,
      ...nearestTo(key, valid),
    };
  }
  if (issue.received === 'undefined') {
    return {
      file: file.file,
      ...file.locate(path.slice(0, -1)),
      code: 'missing_key',
      message: `the key "${key}" is missing`,
    };
  }
  const at = { file: file.file, ...file.locate(path, 'value') };
  if (issue.type === 'picklist') {
    const valid = [...(issue.expected ?? '').matchAll(/"([^"]*)"/g)].map(match => match[1]!);
    const written = String(issue.input);
    return {
      ...at,
      code: 'unknown_value',
      message: `found "${shown(written)}"; expected one of ${valid.join(', ')}`,
      ...nearestTo(written, valid),
    };
  }
  if (issue.kind === 'validation')
    return { ...at, code: 'bad_value', message: `found ${shown(issue.received)}; ${issue.message}` };
  return {
    ...at,
    code: 'wrong_type',
    message: `found ${shown(issue.received)}; expected ${issue.expected ?? 'another type'}`,
  };
};

/** A file's value checked against its schema: all that is wrong with it, each with its place. */
export const conforms = <S extends v.GenericSchema>(
  file: YamlFile,
  schema: S,
): { readonly value?: v.InferOutput<S>; readonly errors: readonly Diagnostic[] } => {
  if (file.errors.length > 0) return { errors: file.errors };
  const result = v.safeParse(schema, withoutExtensions(file.value ?? {}));
  return result.success
    ? { value: result.output, errors: [] }
    : { errors: result.issues.map(i => diagnosticOf(file, schema, i)) };
};
