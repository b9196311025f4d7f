import type { StoredType } from './batch.ts';
import { widen } from './widen.ts';

interface NamedType {
  readonly name: string;
  readonly type: StoredType;
}

/** A table's columns after others came in: new ones at the end, types widened where they differ, nothing lost. */
export const merged = (present: readonly NamedType[], incoming: readonly NamedType[]): readonly NamedType[] => {
  const types = new Map(present.map(({ name, type }) => [name, type]));
  for (const { name, type } of incoming) {
    const known = types.get(name);
    types.set(name, known ? widen(known, type) : type);
  }
  return [...types].map(([name, type]) => ({ name, type }));
};
