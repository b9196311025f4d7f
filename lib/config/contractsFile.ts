import { conforming } from './conforming.ts';
import type { Finding } from './finding.ts';
import { caseCollisions } from './rules/names.ts';
import { subjectsThrough } from './rules/subjects.ts';
import { tableAdvice, tableRules } from './rules/table.ts';
import { type AuthoredTable, table as tableSchema } from './schema/table.ts';
import type { YamlFile } from './yamlFile.ts';

/** What a contracts file holds. */
export interface ContractsFile {
  /** Undefined where the file is no map of tables; `table` is undefined where something is wrong with that table. */
  readonly tables: readonly { readonly name: string; readonly table: AuthoredTable | undefined }[] | undefined;
  readonly errors: readonly Finding[];
  readonly warnings: readonly Finding[];
}

/** The members of a top-level map, without the `x-…` keys, which hold anchors. */
export const withoutExtensions = (value: unknown): unknown =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('x-')))
    : value;

/** Each table by itself: what is wrong with one keeps nothing from being said of the others. */
export const readContracts = ({ value }: YamlFile): ContractsFile => {
  const top = withoutExtensions(value);
  if (top === null) return { tables: [], errors: [], warnings: [] };
  if (typeof top !== 'object' || Array.isArray(top)) {
    const found = Array.isArray(top) ? 'a list' : 'a single value';
    const error: Finding = {
      code: 'wrong_value',
      path: [],
      message: `found ${found}`,
      found,
      expected: 'a map of tables by name',
    };
    return { tables: undefined, errors: [error], warnings: [] };
  }
  const names = Object.keys(top);
  const read = Object.entries(top).map(([name, authored]) => {
    const { value: table, findings } = conforming(tableSchema, authored, [name]);
    const errors = table ? tableRules.flatMap(rule => rule({ name, table })) : findings;
    const warnings = table ? tableAdvice.flatMap(rule => rule({ name, table })) : [];
    return { name, table: errors.length === 0 ? table : undefined, errors, warnings };
  });
  const sound = read.flatMap(({ name, table }) => (table ? [{ name, table }] : []));
  return {
    tables: read.map(({ name, table }) => ({ name, table })),
    errors: [
      ...caseCollisions(names, name => [name]),
      ...read.flatMap(({ errors }) => errors),
      // Nothing can be said of where tables lead while something is wrong with one of them.
      ...(sound.length === read.length ? subjectsThrough(sound) : []),
    ],
    warnings: read.flatMap(({ warnings }) => warnings),
  };
};
