import type { TableContract } from '../config/tableContract.ts';
import type { StoredType } from '../core/batch.ts';
import { type BreakingChange, breakingChanges } from '../core/breakingChanges.ts';
import { layoutOf } from '../core/layout.ts';
import type { CatalogColumn, CatalogTable } from '../ports/catalog.ts';

/** The catalog's memory of what was deployed: the columns that each table's contract declared then. */
export interface Declarations {
  /** Of every table of the workspace's databases that was deployed. */
  declarations(): Promise<readonly CatalogTable[]>;
  /** Gives a table these columns, as `evolve` does, and remembers them as declared. */
  declare(schema: string, table: string, columns: readonly CatalogColumn[]): Promise<void>;
}

/**
 * The columns that a contract promises whatever arrives. In the short form the types of most columns come with the
 * objects, so only treated and system columns are promised.
 */
export const declaredColumns = (contract: TableContract): readonly CatalogColumn[] => {
  const { source, bronze } = layoutOf(contract);
  const open = new Set(
    source.filter(c => c.inferred && c.visible && !c.scrubbed && !c.pseudonymized).map(({ name }) => name),
  );
  return bronze.filter(({ name }) => !open.has(name)).map(({ name, type }) => ({ name, type }));
};

export interface TableBreak {
  /** `catalog.schema.table` */
  readonly table: string;
  readonly change: BreakingChange;
}

/** What readers of the deployed tables would lose by these contracts. */
export const findBreaks = async (
  catalog: Pick<Declarations, 'declarations'>,
  contracts: readonly TableContract[],
): Promise<readonly TableBreak[]> => {
  const wanted = new Map(contracts.map(c => [`${c.bronzeSchema}.${c.table}`, declaredColumns(c)]));
  return (await catalog.declarations()).flatMap(({ schema, table, columns }) => {
    const name = `${schema}.${table}`;
    const after = wanted.get(name);
    const changes: readonly BreakingChange[] = after ? breakingChanges(columns, after) : [{ code: 'table_dropped' }];
    return changes.map(change => ({ table: name, change }));
  });
};

const typeText = (type: StoredType): string =>
  type.kind === 'decimal' ? `decimal(${type.precision},${type.scale})` : type.kind;

/** One line, for people. */
export const breakText = ({ table, change }: TableBreak): string => {
  switch (change.code) {
    case 'table_dropped':
      return `${table}: no contract names this table any more`;
    case 'column_dropped':
      return `${table}: the column ${change.column} would get no new values`;
    case 'column_narrowed':
      return `${table}: the column ${change.column} is ${typeText(change.from)} and would become ${typeText(change.to)}, which does not hold all its values`;
  }
};

/** The message lists every break and says how to go on. */
export class BreakingChanges extends Error {
  readonly code = 'breaking_changes';
  constructor(breaks: readonly TableBreak[]) {
    super(
      `${breaks.map(breakText).join('; ')}. Readers of these tables would lose data: keep the columns, or deploy with --allow-breaking`,
    );
  }
}

/**
 * Brings the catalog's bronze tables to what the contracts declare: created, with columns added and widened. What was
 * there stays, whatever the contracts say.
 * @throws BreakingChanges before anything is changed, unless they are allowed
 */
export const deployTables = async (
  catalog: Declarations,
  contracts: readonly TableContract[],
  options: { readonly allowBreaking: boolean },
): Promise<void> => {
  const breaks = await findBreaks(catalog, contracts);
  if (breaks.length > 0 && !options.allowBreaking) throw new BreakingChanges(breaks);
  for (const contract of contracts) {
    await catalog.declare(contract.bronzeSchema, contract.table, declaredColumns(contract));
  }
};
