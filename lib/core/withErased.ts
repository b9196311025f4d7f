import { type StoredValue, type Transform, withColumns } from './batch.ts';
import { checksumColumn, type Layout, rescuedColumn } from './layout.ts';
import { subjectColumn, subjectIds } from './subject.ts';

const isErased = (subjects: readonly ({ readonly salt?: Uint8Array } | undefined)[], row: number): boolean => {
  const subject = subjects[row];
  return subject !== undefined && !subject.salt;
};

const nulled = (names: readonly string[]): Transform => {
  return batch => {
    const { subjects } = batch;
    if (!subjects?.some((_, row) => isErased(subjects, row))) return batch;
    return withColumns(
      batch,
      names.flatMap(name => {
        const column = batch.columns.get(name);
        if (!column) return [];
        const values: StoredValue[] = column.values.map((value, row) => (isErased(subjects, row) ? null : value));
        return [{ ...column, values }];
      }),
    );
  };
};

/** Takes away all that a contract protects from rows of people who were erased: they stay erased when they come again. */
export const withoutErased = (layout: Layout): Transform =>
  nulled([
    ...layout.source.filter(c => c.scrubbed || c.encrypted || c.pseudonymized).map(c => c.name),
    ...(layout.rescues ? [rescuedColumn] : []),
  ]);

/** Adds `_subject`. An erased row has none, and no checksum: both would tell something of what was there. */
export const withSubjectColumn = (layout: Layout): Transform => {
  const withoutChecksum = nulled([checksumColumn.name]);
  return batch =>
    layout.hasSubject
      ? withColumns(withoutChecksum(batch), [
          { name: subjectColumn, type: { kind: 'string' }, values: subjectIds(batch) },
        ])
      : batch;
};
