import type { TableContract } from './tableContract.ts';

/** The tables whose rows belong to persons of some kinds, by themselves or through another table. */
export const personTables = <T extends Pick<TableContract, 'source' | 'table' | 'subject'>>(
  tables: readonly T[],
  kinds: readonly string[],
): readonly T[] => {
  const named = tables.filter(({ subject }) => subject !== undefined && kinds.includes(subject.kind));
  const through = tables.filter(({ source, subject }) =>
    named.some(table => table.source === source && table.table === subject?.through),
  );
  return [...named, ...through];
};
