import { CellFault } from '../../core/cell.ts';
import { type KeyChange, noCells, type Reencrypted, sum } from '../../core/withReencrypted.ts';
import type { KeyService } from '../../ports/keyService.ts';
import type { Subjects, WrappedSalt } from '../../ports/subjects.ts';
import { openedSalt, wrappedSalt } from '../subjectSalts.ts';

/** How many salts are under a key. */
export const saltsUnder = async (subjects: Subjects, keyId: string): Promise<number> => {
  let count = 0;
  for await (const salt of subjects.salts()) if (salt.keyId === keyId) count++;
  return count;
};

/** Gives every salt the fresh key. The salts themselves, and so all cells, stay as they are. */
export const rotateSalts = async (
  { keys, subjects }: { readonly keys: KeyService; readonly subjects: Subjects },
  workspace: string,
  { old, fresh, random }: KeyChange,
): Promise<Reencrypted> => {
  const one = async (held: WrappedSalt): Promise<Reencrypted> => {
    if (held.keyId !== old.id) return noCells;
    try {
      const salt = await openedSalt(keys, workspace, held);
      const moved = await subjects.rewrap(wrappedSalt(workspace, held.subject, salt, fresh, random), old.id);
      return { ...noCells, [moved ? 'cells' : 'erased']: 1 };
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      return { ...noCells, damaged: 1 };
    }
  };
  let total = noCells;
  for await (const held of subjects.salts()) total = sum(total, await one(held));
  return total;
};
