import { oneOf } from '../diagnostic.ts';
import type { Finding } from '../finding.ts';
import type { AuthoredTable } from '../schema/table.ts';
import type { AuthoredWorkspace } from '../schema/workspace.ts';
import type { Path } from '../yamlFile.ts';
import { computeLimits } from './compute.ts';
import { freshnessOrder } from './freshnessOrder.ts';

/** What a workspace file may refer to. */
export interface Surroundings {
  /** The other workspaces. */
  readonly workspaces: readonly string[];
  /** Undefined where jobs.yaml could not be read: nothing can be said of job names then. */
  readonly jobs: readonly string[] | undefined;
  /** Without `table` where something is wrong with it: nothing can be said of its columns then. */
  readonly tables: readonly {
    readonly source: string;
    readonly name: string;
    readonly table: AuthoredTable | undefined;
  }[];
}

/** Names of a list that are not among the candidates. */
const strangers = (
  code: Finding['code'],
  what: string,
  names: readonly string[] | undefined,
  path: Path,
  candidates: readonly string[],
): readonly Finding[] =>
  (names ?? []).flatMap((name, i) =>
    candidates.includes(name)
      ? []
      : [
          {
            code,
            path: [...path, i],
            message: `there is no ${what} "${name}"`,
            found: name,
            expected: candidates.length > 0 ? oneOf(candidates) : `no entry: there is no ${what} here`,
            candidates,
          },
        ],
  );

const layers = ['bronze', 'silver', 'quarantine'];

/** The kind of person that a table names itself; one that leads through another table names none. */
const personsOf = (table: AuthoredTable | undefined): readonly string[] => {
  if (table?.subject === undefined) return [];
  if (typeof table.subject === 'string') return [table.subject];
  const { column, person, through } = table.subject;
  return through === undefined ? [person ?? column] : [];
};

/** The names that `read`, `decrypt` and `erase` may hold. */
const grantable = ({ tables }: Surroundings) => ({
  places: [...layers, ...[...new Set(tables.map(t => t.source))].flatMap(s => layers.map(layer => `${layer}/${s}`))],
  columns: tables.flatMap(({ source, name, table }) => (table?.encrypted ?? []).map(c => `${source}.${name}.${c}`)),
  persons: [...new Set(tables.flatMap(({ table }) => personsOf(table)))],
});

/** A workspace speaks of jobs, tables, encrypted columns and workspaces that there are. */
export const workspaceRules = (workspace: AuthoredWorkspace, around: Surroundings): readonly Finding[] => {
  const { places, columns, persons } = grantable(around);
  const allRead = around.tables.every(({ table }) => table !== undefined);
  return [
    ...freshnessOrder(workspace.freshness, ['freshness']),
    ...computeLimits(workspace.compute),
    ...Object.entries(workspace.principals ?? {}).flatMap(([name, { read, decrypt, start, erase }]) => {
      const path = ['principals', name];
      return [
        ...strangers('unknown_layer', 'layer or source of a layer', read, [...path, 'read'], places),
        ...(allRead ? strangers('not_encrypted', 'encrypted column', decrypt, [...path, 'decrypt'], columns) : []),
        ...(allRead ? strangers('unknown_person', 'kind of person', erase, [...path, 'erase'], persons) : []),
        ...(around.jobs ? strangers('unknown_job', 'job', start, [...path, 'start'], around.jobs) : []),
      ];
    }),
    ...strangers('unknown_workspace', 'workspace', workspace.federates, ['federates'], around.workspaces),
  ];
};

/** Warnings: rights that are of no use by themselves. */
export const workspaceAdvice = ({ principals = {} }: AuthoredWorkspace): readonly Finding[] =>
  Object.entries(principals).flatMap(([name, { read = [], decrypt = [] }]) =>
    decrypt.flatMap((column, i): readonly Finding[] => {
      const source = column.split('.')[0]!;
      const readable = ['silver', 'bronze'].flatMap(layer => [layer, `${layer}/${source}`]);
      if (read.some(place => readable.includes(place))) return [];
      return [
        {
          code: 'decrypts_unread',
          path: ['principals', name, 'decrypt', i],
          message: `"${name}" may decrypt ${column} and reads no layer that has it: \`hushlake decrypt --aws\` finds no cells`,
          found: column,
          expected: `read: [silver/${source}]; or nothing, where the cells come from elsewhere`,
        },
      ];
    }),
  );
