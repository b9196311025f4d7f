import { checksumColumn, lineageColumns } from '../../core/layout.ts';
import { periodColumns } from '../../core/silver/silverTable.ts';
import type { Finding } from '../finding.ts';
import type { Path } from '../yamlFile.ts';
import { references, type TableRule } from './rule.ts';

const safeName = /^[A-Za-z_][A-Za-z0-9_-]{0,127}$/;

/** Names that columns of Hushlake's own have in bronze, silver or the paths of files. */
const systemColumns = new Set([...lineageColumns.map(column => column.name), checksumColumn.name, 'ingest_date']);

const badName = (kind: string, name: string, path: Path, at: 'key' | 'value'): Finding => ({
  code: 'bad_name',
  path,
  at,
  message: `"${name.slice(0, 60)}" is no name for a ${kind}`,
  found: name,
  expected: 'letters, digits, _ and -, at most 128, beginning with a letter: names become SQL and paths',
});

const reserved = (name: string, path: Path, at: 'key' | 'value', because: string): Finding => ({
  code: 'reserved_name',
  path,
  at,
  message: `"${name}" is a name that Hushlake uses itself`,
  found: name,
  expected: because,
});

/** Names of sources and tables: they become folders and names in SQL; those with `_` in front are Hushlake's own. */
export const placeName = (kind: 'source' | 'table' | 'workspace', name: string, path: Path): readonly Finding[] => {
  if (!safeName.test(name)) return [badName(kind, name, path, 'key')];
  return name.startsWith('_') ? [reserved(name, path, 'key', `a ${kind} whose name begins with a letter`)] : [];
};

const columnName = (name: string, path: Path, at: 'key' | 'value', scd2: boolean): readonly Finding[] => {
  if (!safeName.test(name)) return [badName('column', name, path, at)];
  const folded = name.toLowerCase();
  if (systemColumns.has(folded) || (scd2 && (periodColumns as readonly string[]).includes(folded))) {
    return [reserved(name, path, at, 'another name: a column of bronze or silver is called so')];
  }
  if (name.startsWith('_')) return [reserved(name, path, at, 'a name that does not begin with _')];
  if (/_(encrypted|key_id)$/.test(folded)) {
    return [
      reserved(name, path, at, 'a name that does not end in _encrypted or _key_id: ciphertext is kept under those'),
    ];
  }
  return [];
};

/** Names that differ only in case: Glue, Athena and DuckDB take them for one. */
export const caseCollisions = (names: readonly string[], pathOf: (name: string) => Path): readonly Finding[] => {
  const first = new Map<string, string>();
  return names.flatMap(name => {
    const other = first.get(name.toLowerCase());
    first.set(name.toLowerCase(), other ?? name);
    if (other === undefined || other === name) return [];
    return [
      {
        code: 'case_collision',
        path: pathOf(name),
        at: 'key',
        message: `"${name}" and "${other}" differ only in case`,
        found: name,
        expected: 'names that stay different in lower case: engines fold case',
      },
    ];
  });
};

/** Table and column names are safe in SQL and paths, and taken by nobody. */
export const names: TableRule = named => {
  const { name, table } = named;
  const scd2 = table.history === 'scd2';
  const declared = Object.keys(table.columns ?? {});
  return [
    ...placeName('table', name, [name]),
    ...declared.flatMap(column => columnName(column, [name, 'columns', column], 'key', scd2)),
    ...caseCollisions(declared, column => [name, 'columns', column]),
    // The short form declares nothing: its columns are those that its lists name.
    ...(table.columns ? [] : references(named).flatMap(({ column, path, at }) => columnName(column, path, at, scd2))),
  ];
};
