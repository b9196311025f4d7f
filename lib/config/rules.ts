import { mayBecomeColumn } from '../core/layout.ts';
import { type Diagnostic, nearestTo } from './diagnostic.ts';
import type { AuthoredTable } from './schema/dataAssets.ts';
import { seconds } from './units.ts';
import type { YamlFile, YamlPath } from './yamlFile.ts';

/** Says that something is wrong at a path of the table. */
type Say = (path: YamlPath, code: string, message: string, nearest?: { readonly nearest?: string }) => void;
type Rule = (table: AuthoredTable, say: Say) => void;

const listsOf = (
  table: AuthoredTable,
): Readonly<Record<string, { readonly path: YamlPath; readonly names: readonly string[] }>> => {
  const written = table.md5_checksum;
  const list = (key: keyof AuthoredTable) => ({
    path: [key],
    names: (table[key] as readonly string[] | undefined) ?? [],
  });
  return {
    identity: list('identity'),
    encrypted: list('encrypted'),
    scrubbing: list('scrubbing'),
    pseudonymized: list('pseudonymized'),
    dropped: list('dropped'),
    order_by: list('order_by'),
    partition_by: list('partition_by'),
    md5_checksum: Array.isArray(written)
      ? { path: ['md5_checksum'], names: written }
      : { path: ['md5_checksum', 'columns'], names: written?.columns ?? [] },
    delete_when: { path: ['delete_when'], names: Object.keys(table.delete_when ?? {}) },
  };
};

const spot = (list: { path: YamlPath; names: readonly string[] }, name: string): YamlPath =>
  list.path[0] === 'delete_when' ? [...list.path, name] : [...list.path, list.names.indexOf(name)];

/** Columns that lists name must be declared, where columns are declared at all. */
const declaredColumns: Rule = (table, say) => {
  if (!table.columns) return;
  const declared = Object.keys(table.columns);
  for (const [key, list] of Object.entries(listsOf(table))) {
    for (const name of list.names) {
      // Dropping what is not declared is sound: it keeps the column from being rescued.
      if (key === 'dropped' || declared.includes(name)) continue;
      say(spot(list, name), 'unknown_column', `"${name}" in ${key} is not among columns`, nearestTo(name, declared));
    }
  }
  if (table.subject !== undefined && !declared.includes(table.subject)) {
    say(
      ['subject'],
      'unknown_column',
      `the subject "${table.subject}" is not among columns`,
      nearestTo(table.subject, declared),
    );
  }
};

/** Pairs of lists that one column cannot stand in, and why. */
const conflicts: readonly (readonly [string, string, string])[] = [
  ['dropped', 'identity', 'a dropped column identifies nothing'],
  ['dropped', 'md5_checksum', 'a dropped column cannot be in the checksum'],
  ['dropped', 'order_by', 'a dropped column orders nothing'],
  ['dropped', 'delete_when', 'a dropped column tells nothing'],
  ['dropped', 'partition_by', 'a dropped column partitions nothing'],
  ['dropped', 'encrypted', 'drop it or encrypt it'],
  ['dropped', 'scrubbing', 'drop it or scrub it'],
  ['dropped', 'pseudonymized', 'drop it or pseudonymize it'],
  ['identity', 'encrypted', 'cells are bound to the identity, which must be readable'],
  ['identity', 'scrubbing', 'cells are bound to the identity, which must be as it is'],
  ['identity', 'pseudonymized', 'cells are bound to the identity, which must be as it is'],
  ['pseudonymized', 'scrubbing', 'a pseudonym holds no text to scrub'],
  ['order_by', 'encrypted', 'silver must be able to compare it'],
  ['order_by', 'scrubbing', 'silver must be able to compare it'],
  ['order_by', 'pseudonymized', 'silver must be able to compare it'],
  ['delete_when', 'encrypted', 'silver must be able to read it'],
  ['delete_when', 'scrubbing', 'silver must be able to read it'],
  ['delete_when', 'pseudonymized', 'silver must be able to read it'],
  ['partition_by', 'encrypted', 'a partition stands in clear in the path'],
  ['partition_by', 'scrubbing', 'a partition stands in clear in the path'],
];

const noConflicts: Rule = (table, say) => {
  const lists = listsOf(table);
  for (const [one, other, why] of conflicts) {
    for (const name of lists[one]!.names) {
      if (!lists[other]!.names.includes(name)) continue;
      say(spot(lists[one]!, name), 'conflicting_treatments', `"${name}" is in both ${one} and ${other}: ${why}`);
    }
  }
};

const noRepeats: Rule = (table, say) => {
  for (const [key, list] of Object.entries(listsOf(table))) {
    list.names.forEach((name, i) => {
      if (list.names.indexOf(name) < i) say([...list.path, i], 'repeated_column', `"${name}" stands twice in ${key}`);
    });
  }
};

const types: Rule = (table, say) => {
  const lists = listsOf(table);
  const typeOf = (name: string): string | undefined => table.columns?.[name]?.type;
  for (const name of lists['md5_checksum']!.names) {
    if (typeOf(name) === 'double') {
      say(
        spot(lists['md5_checksum']!, name),
        'float_in_checksum',
        `"${name}" is a double: engines print doubles differently; use decimal(p,s)`,
      );
    }
    if (typeOf(name) === 'json') {
      say(
        spot(lists['md5_checksum']!, name),
        'json_in_checksum',
        `"${name}" is json: equal values have many texts; leave it out`,
      );
    }
  }
  for (const name of lists['scrubbing']!.names) {
    const type = typeOf(name);
    if (type !== undefined && type !== 'string') {
      say(
        spot(lists['scrubbing']!, name),
        'scrubbing_needs_text',
        `"${name}" is ${type}: only text is scrubbed; encrypt or drop it`,
      );
    }
  }
  for (const [name, { type }] of Object.entries(table.columns ?? {})) {
    const [, precision, scale] = /^decimal\((\d+), ?(\d+)\)$/.exec(type) ?? [];
    if (
      precision !== undefined &&
      (Number(precision) < 1 || Number(precision) > 38 || Number(scale) > Number(precision))
    ) {
      say(['columns', name, 'type'], 'bad_decimal', `${type}: precision is 1 to 38, scale at most the precision`);
    }
  }
};

/** Column names reach SQL, Parquet and paths: only plain ones, and none that Hushlake writes itself. */
const columnNames: Rule = (table, say) => {
  const seen = new Map<string, string>();
  for (const name of Object.keys(table.columns ?? {})) {
    if (!mayBecomeColumn(name)) {
      say(
        ['columns', name],
        'bad_name',
        `"${name}" cannot be a column: letters, digits and _ only, beginning with a letter, not ending in _encrypted or _key_id, and no name that Hushlake writes itself`,
      );
    }
    const twin = seen.get(name.toLowerCase());
    if (twin !== undefined)
      say(
        ['columns', name],
        'same_but_case',
        `"${name}" and "${twin}" differ in case only: engines do not tell them apart`,
      );
    seen.set(name.toLowerCase(), name);
  }
};

const columnChecks: Rule = (table, say) => {
  for (const [name, { checks }] of Object.entries(table.columns ?? {})) {
    if (checks?.matches === undefined) continue;
    try {
      new RegExp(`^(?:${checks.matches})$`, 'u');
    } catch {
      say(['columns', name, 'checks', 'matches'], 'bad_pattern', 'this is not a regular expression of JavaScript');
    }
  }
};

const tableChecks: Rule = (table, say) => {
  const names = (table.checks ?? []).map(check => check.name);
  for (const [i, check] of (table.checks ?? []).entries()) {
    if (names.indexOf(check.name) < i)
      say(['checks', i, 'name'], 'repeated_check', `two checks are named "${check.name}"`);
    const kinds = [check.unique, check.row_count, check.sql].filter(kind => kind !== undefined).length;
    if (kinds !== 1) say(['checks', i], 'check_kind', 'a check has exactly one of unique, row_count and sql');
    if (check.sql === undefined) continue;
    const one = /^\s*(select|with)\b/i.test(check.sql) && !check.sql.includes(';');
    if (!one) say(['checks', i, 'sql'], 'not_one_select', 'a check is one SELECT, without a semicolon');
    if (!check.sql.includes('{table}'))
      say(['checks', i, 'sql'], 'check_without_table', 'a check selects from {table}');
  }
};

const history: Rule = (table, say) => {
  if (table.history !== 'scd2') return;
  if (!table.order_by?.length)
    say(['history'], 'scd2_needs_order', 'history: scd2 needs order_by, to tell when a version began');
  if (!table.md5_checksum)
    say(['history'], 'scd2_needs_checksum', 'history: scd2 needs md5_checksum, to tell versions apart');
};

const freshness: Rule = (table, say) => {
  const promise = table.freshness;
  if (!promise) return;
  if (seconds(promise.warn_after) > seconds(promise.error_after)) {
    say(['freshness', 'warn_after'], 'warning_after_error', 'warn_after must not be longer than error_after');
  }
};

const rules: readonly Rule[] = [
  declaredColumns,
  noConflicts,
  noRepeats,
  types,
  columnNames,
  columnChecks,
  tableChecks,
  history,
  freshness,
];

/** What no schema can say of a table: how its parts go together. */
export const tableDiagnostics = (file: YamlFile, name: string, table: AuthoredTable): readonly Diagnostic[] => {
  const found: Diagnostic[] = [];
  const say: Say = (path, code, message, nearest = {}) => {
    found.push({ file: file.file, ...file.locate([name, ...path]), code, message: `${name}: ${message}`, ...nearest });
  };
  for (const rule of rules) rule(table, say);
  return found;
};
