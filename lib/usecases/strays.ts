import { bronzeKeyOf, bronzeKeysOf, partName, quarantineKeyOf, quarantineKeysOf } from '../core/loadId.ts';
import type { LoadLedger, LoadRecord } from '../ports/loadLedger.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { begunParts } from './parts/notes.ts';

interface StrayPorts {
  readonly store: ObjectStore;
  readonly ledger: LoadLedger;
}

/**
 * Removes the files that may lie under the load's keys and that its record does not list, and the notes that nobody needs
 * any more. What is left of the notes says which parts are there, for a later replay.
 */
const removeUnlisted = async (
  { store, ledger }: StrayPorts,
  load: LoadRecord,
  notes: ReadonlyMap<string, unknown>,
  made: 'whole' | 'in parts' = 'in parts',
): Promise<void> => {
  const { loadId, source, table, arrivedAt, revision } = load;
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

/**
 * Removes files of a committed load that do not belong to what was committed: those of an earlier revision, of another
 * split size, of a worker that came too late. Files of a later revision, which is under way, are left alone.
 */
export const removeStrays = async (ports: StrayPorts, load: LoadRecord, made?: 'whole' | 'in parts'): Promise<void> => {
  const { loadId, revision, state } = load;
  if (state !== 'committed') return;
  const notes = await ports.ledger.notes(loadId);
  const meanwhile = notes.size > 0 ? await ports.ledger.get(loadId) : load;
  if (meanwhile?.state === 'committed' && meanwhile.revision === revision)
    await removeUnlisted(ports, load, notes, made);
};

/** Gives up a load in parts whose raw object is gone: nobody will finish it, so its parts must not stay. */
export const abandonParts = async (ports: StrayPorts, loadId: string): Promise<void> => {
  const load = await ports.ledger.get(loadId);
  const notes = await ports.ledger.notes(loadId);
  if (load && load.state !== 'committed' && notes.size > 0) await removeUnlisted(ports, load, notes);
};
