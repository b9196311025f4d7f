import { bronzeKeyOf, bronzeKeysOf, partName, quarantineKeyOf, quarantineKeysOf } from '../core/loadId.ts';
import type { LoadLedger, LoadRecord } from '../ports/loadLedger.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { begunParts } from './parts/notes.ts';

/**
 * Removes files of a committed load that do not belong to what was committed: those of an earlier revision, of another
 * split size, of a worker that came too late. Files of a later revision, which is under way, are left alone. What is left
 * of the notes says which parts are there, for a later replay.
 */
export const removeStrays = async (
  { store, ledger }: { readonly store: ObjectStore; readonly ledger: LoadLedger },
  load: LoadRecord,
  made: 'whole' | 'in parts' = 'in parts',
): Promise<void> => {
  if (load.state !== 'committed') return;
  const { loadId, source, table, arrivedAt, revision } = load;
  const notes = await ledger.notes(loadId);
  const meanwhile = notes.size > 0 ? await ledger.get(loadId) : load;
  if (meanwhile?.state !== 'committed' || meanwhile.revision !== revision) return;
  const listed = new Set([...bronzeKeysOf(load), ...quarantineKeysOf(load)]);
  /** True where one of the two files belongs to the load. */
  const tidied = async (name: string): Promise<boolean> => {
    const keys = [bronzeKeyOf(source, table, arrivedAt, name), quarantineKeyOf(source, table, name)];
    for (const key of keys) if (!listed.has(key)) await store.remove(key);
    return keys.some(key => listed.has(key));
  };
  // A load in one piece has seen to its own two files before it was committed: by now they may be those of a later revision.
  if (made === 'in parts') await tidied(loadId);
  const begun = begunParts(notes);
  const kept = new Set<string>();
  for (const { note, plan, row, revision: of } of begun) {
    if (of > revision || (await tidied(partName(loadId, plan, row)))) kept.add(note);
  }
  if (begun.some(part => part.revision > revision)) return;
  const done = [...notes.keys()].filter(name => !kept.has(name));
  if (done.length > 0) await ledger.forgetNotes(loadId, done);
};
