import type { StoredType } from './batch.ts';
import { widen } from './widen.ts';

interface NamedColumn {
  readonly name: string;
  readonly type: StoredType;
}

/** What a reader of a table would lose. */
export type BreakingChange =
  | { readonly code: 'table_dropped' }
  | { readonly code: 'column_dropped'; readonly column: string }
  | { readonly code: 'column_narrowed'; readonly column: string; readonly from: StoredType; readonly to: StoredType };

const holds = (wide: StoredType, narrow: StoredType): boolean => {
  try {
    return JSON.stringify(widen(wide, narrow)) === JSON.stringify(wide);
  } catch {
    return false;
  }
};

/** What of a table's declared columns is no longer there, or no longer takes every value that it took. */
export const breakingChanges = (
  before: readonly NamedColumn[],
  after: readonly NamedColumn[],
): readonly BreakingChange[] => {
  const types = new Map(after.map(({ name, type }) => [name, type]));
  return before.flatMap(({ name, type }): BreakingChange[] => {
    const now = types.get(name);
    if (!now) return [{ code: 'column_dropped', column: name }];
    return holds(now, type) ? [] : [{ code: 'column_narrowed', column: name, from: type, to: now }];
  });
};
