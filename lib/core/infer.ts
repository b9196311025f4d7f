import type { ColumnType, TableContract } from '../config/tableContract.ts';
import { mayBecomeColumn } from './layout.ts';
import type { SourceRow, SourceValue } from './rows.ts';
import { periodColumns } from './silver/silverTable.ts';
import { widen } from './widen.ts';

const int64Limit = 2n ** 63n;

const typeOf = (value: Exclude<SourceValue, null>): ColumnType => {
  switch (typeof value) {
    case 'boolean':
      return { kind: 'boolean' };
    case 'bigint':
      return { kind: value >= -int64Limit && value < int64Limit ? 'bigint' : 'string' };
    case 'number':
      return { kind: Number.isSafeInteger(value) ? 'bigint' : 'double' };
    default:
      return { kind: 'string' };
  }
};

const integerText = /^(?:0|-?[1-9]\d{0,18})$/;

/** The type of a text from a format without types: the plain writing of an integer or a boolean is one. */
const typeOfText = (text: string): ColumnType => {
  if (integerText.test(text)) return typeOf(BigInt(text));
  return { kind: text === 'true' || text === 'false' ? 'boolean' : 'string' };
};

/** Past this many, further undeclared columns are rescued: an object whose keys are values must not become a schema. */
const mostColumns = 500;

/** Whether a load must look at the whole object for its columns before it can write the first row. */
export const needsInference = (contract: TableContract): boolean =>
  contract.shortForm || contract.schemaEvolution === 'add_new_columns';

/** What some rows of an object tell of its undeclared columns; JSON. */
export interface Inferred {
  /** In the order in which they came. Without a type where all values were NULL. Values that are integers, and others, of identities. */
  readonly columns: readonly {
    readonly name: string;
    readonly type?: ColumnType;
    readonly integers: number;
    readonly others: number;
  }[];
  /**
   * False where a column was left out for one that came before it: what lies before these rows might decide otherwise, so
   * they tell nothing by themselves.
   */
  readonly certain: boolean;
}

/**
 * What rows tell that follow one another, from what each part of them tells; undefined where only all of them together can
 * tell: spellings that differ in case, or too many columns.
 */
export const joinedInference = (parts: readonly Inferred[]): Inferred | undefined => {
  const columns = new Map<string, Inferred['columns'][number]>();
  for (const part of parts) {
    if (!part.certain) return undefined;
    for (const column of part.columns) {
      const known = columns.get(column.name);
      const type =
        known?.type && column.type ? (widen(known.type, column.type) as ColumnType) : (known?.type ?? column.type);
      columns.set(column.name, {
        name: column.name,
        ...(type ? { type } : {}),
        integers: (known?.integers ?? 0) + column.integers,
        others: (known?.others ?? 0) + column.others,
      });
    }
  }
  const spellings = new Set([...columns.keys()].map(name => name.toLowerCase()));
  if (spellings.size < columns.size || columns.size > mostColumns) return undefined;
  return { columns: [...columns.values()], certain: true };
};

/**
 * The undeclared columns of an object and the narrowest type that holds all their values. Depends on the object alone,
 * never on what arrived before. `add` takes rows as they are read, `columns` gives the result. Begins with what earlier
 * rows of the object told, where they are `known`.
 */
export const inference = (contract: TableContract, known: Inferred = { columns: [], certain: true }) => {
  const declared = new Set(
    [...contract.columns.map(column => column.name), ...contract.dropped].map(n => n.toLowerCase()),
  );
  const treated = [
    contract.identity,
    contract.encrypted,
    contract.scrubbed,
    contract.pseudonymized,
    contract.checksum?.columns ?? [],
  ];
  const listed = new Set(treated.flat());
  const listedFolded = new Set([...listed].map(name => name.toLowerCase()));
  const periods: ReadonlySet<string> = new Set(contract.history === 'scd2' ? periodColumns : []);
  const types = new Map<string, ColumnType | undefined>();
  /** Lower-case name → the spelling that came first: engines do not tell `Id` from `id`. */
  const spellings = new Map<string, string>();
  const identities = new Map(contract.identity.map(name => [name, { integers: 0, others: 0 }]));
  let certain = known.certain;
  for (const { name, type, integers, others } of known.columns) {
    types.set(name, type);
    spellings.set(name.toLowerCase(), name);
    if (identities.has(name)) identities.set(name, { integers, others });
  }
  return {
    add: (rows: readonly SourceRow[]): void => {
      for (const row of rows) {
        if ('fault' in row) continue;
        for (const name of Object.keys(row.record)) {
          if (!types.has(name)) {
            const folded = name.toLowerCase();
            if (declared.has(folded)) continue;
            // `Message` is not `message`, but it may hold the same: what the lists do not treat must not pass beside it.
            if (listedFolded.has(folded) && !listed.has(name)) continue;
            if (!mayBecomeColumn(name) || periods.has(folded)) continue;
            if (spellings.has(folded) || types.size >= mostColumns) {
              certain = false;
              continue;
            }
            spellings.set(folded, name);
            types.set(name, undefined);
          }
          const value = row.record[name];
          if (value === null || value === undefined) continue;
          const type = types.get(name);
          const tally = identities.get(name);
          const found = row.untyped && typeof value === 'string' ? typeOfText(value) : typeOf(value);
          types.set(name, type === undefined ? found : (widen(type, found) as ColumnType));
          if (tally) tally[found.kind === 'bigint' ? 'integers' : 'others']++;
        }
      }
    },
    inferred: (): Inferred => ({
      columns: [...types].map(([name, type]) => ({
        name,
        ...(type ? { type } : {}),
        ...(identities.get(name) ?? { integers: 0, others: 0 }),
      })),
      certain,
    }),
    /**
     * A column that was NULL throughout is text. An identity of mostly integers is bigint: a key is of one type, and the
     * few rows whose id is none are faults of theirs.
     */
    columns: (): ReadonlyMap<string, ColumnType> =>
      new Map(
        [...types].map(([name, type]) => {
          const tally = identities.get(name);
          return [name, tally && tally.integers > tally.others ? { kind: 'bigint' } : (type ?? { kind: 'string' })];
        }),
      ),
  };
};
