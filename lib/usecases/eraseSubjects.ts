import { personTables } from '../config/personTables.ts';
import type { TableContract } from '../config/tableContract.ts';
import type { ErasedPeople } from '../core/erasure.ts';
import { subjectId } from '../core/subject.ts';
import type { KeyService } from '../ports/keyService.ts';
import type { LoadLedger, LoadRecord } from '../ports/loadLedger.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import { type ErasureCertificate, signed } from './certificate.ts';
import { quarantineRecords } from './quarantineRecords.ts';
import { type ErasurePorts, openErasures, settleErasures, tombstonesOf, withThoseLed } from './settleErasures.ts';

/** A person by the value that names them: `texter_id=123`. */
export interface NamedSubject {
  readonly kind: string;
  readonly value: string;
}

export interface ErasureRequest {
  readonly subjects: readonly NamedSubject[];
  readonly who: string;
  readonly reason: string;
  /** Removes the raw objects that the rows came from: other people's rows in them can no longer be derived anew. */
  readonly removeRaw: boolean;
}

/** The kinds of people that a workspace's tables name. */
export const kindsOf = (contracts: readonly TableContract[]): readonly string[] => [
  ...new Set(contracts.flatMap(({ subject }) => (subject && subject.through === undefined ? [subject.kind] : []))),
];

/** People as records name them. */
const recorded = async (keys: KeyService, subjects: readonly NamedSubject[]) => {
  const secret = await keys.secret('subject');
  return subjects.map(({ kind, value }) => ({ kind, subject: subjectId(secret, kind, value) }));
};

const peopleOf = async (
  keys: KeyService,
  contracts: readonly TableContract[],
  subjects: readonly NamedSubject[],
  named: Awaited<ReturnType<typeof recorded>>,
): Promise<ErasedPeople> => {
  const values = new Map<string, Set<string>>();
  for (const { kind, value } of subjects) values.set(kind, new Set([...(values.get(kind) ?? []), value]));
  const pseudonyms = contracts.some(({ subject, pseudonymized }) => subject && pseudonymized.includes(subject.column));
  return {
    ids: new Map(named.map(({ kind, subject }) => [subject, kind])),
    values,
    ...(pseudonyms ? { pseudonymSecret: await keys.secret('pseudonym') } : {}),
  };
};

const retentionEnd = (arrivedAt: Date, seconds: number | undefined): string | null =>
  seconds === undefined ? null : new Date(arrivedAt.getTime() + seconds * 1000).toISOString().slice(0, 10);

/** The latest of some days; null, for ever, as soon as one is. */
const latest = (days: readonly (string | null)[]): string | null =>
  days.includes(null) ? null : ([...days].sort().at(-1) ?? null);

/** Raw objects that the loads came from, and what becomes of them. Those whose time is over count as gone. */
const rawOf = async (
  { store, ledger, now }: Pick<ErasurePorts, 'store' | 'now'> & { readonly ledger: LoadLedger },
  contracts: readonly TableContract[],
  loads: ReadonlySet<string>,
  remove: boolean,
): Promise<ErasureCertificate['raw']> => {
  let removed = 0;
  const left: (string | null)[] = [];
  for (const loadId of loads) {
    const load: LoadRecord | undefined = await ledger.get(loadId);
    if (!load) continue;
    const contract = contracts.find(({ source, table }) => source === load.source && table === load.table);
    const end = retentionEnd(load.arrivedAt, contract?.retention?.raw);
    if (end !== null && end < now().toISOString().slice(0, 10)) continue;
    if (remove) {
      await store.remove(load.key);
      await store.purge(load.key);
      removed++;
      continue;
    }
    left.push(end);
  }
  return { objects: left.length, removed, gone_by: left.length > 0 ? latest(left) : null };
};

/** Quarantined rows that were written without whose they are: nobody can tell, so they wait for their retention. */
const quarantineOfNobody = async (
  store: ObjectStore,
  contracts: readonly TableContract[],
): Promise<ErasureCertificate['quarantine']> => {
  let rows = 0;
  const ends: (string | null)[] = [];
  for (const { source, table, retention } of contracts.filter(({ subject }) => subject !== undefined)) {
    for await (const object of store.list(`quarantine/${source}/${table}/`)) {
      let nobodys = 0;
      for await (const { subject, row_encrypted: cell } of quarantineRecords(store, object)) {
        if (cell !== null && (subject === null || subject === undefined)) nobodys++;
      }
      rows += nobodys;
      if (nobodys > 0) ends.push(retentionEnd(object.createdAt, retention?.quarantine));
    }
  }
  return { rows_of_nobody: rows, gone_by: ends.length > 0 ? latest(ends) : null };
};

/**
 * Erases people: their salts first, in one step, which makes every cell of theirs unreadable wherever a copy lies; then
 * their words in bronze and silver. An audit record comes before anything is changed. Safe to kill and to repeat; the
 * certificate says what this run did.
 */
export const eraseSubjects = async (
  ports: ErasurePorts & { readonly ledger: LoadLedger },
  workspace: string,
  all: readonly TableContract[],
  { subjects, who, reason, removeRaw }: ErasureRequest,
): Promise<ErasureCertificate> => {
  const { store, keys, ledger, now } = ports;
  const contracts = personTables(
    all,
    subjects.map(({ kind }) => kind),
  );
  const named = await recorded(keys, subjects);
  const at = now();
  await ledger.recordAudit({ at, who, reason, action: 'erase', subjects: named });
  const asked = await peopleOf(keys, contracts, subjects, named);
  // What an earlier run had begun is finished with it: rows that it has emptied no longer tell what belonged to them.
  const open = await openErasures(ports, contracts);
  const people = await withThoseLed(ports, contracts, { ...asked, ids: new Map([...open, ...asked.ids]) });
  const { destroyed } = await ports.subjects.erase(tombstonesOf(people), at);
  const { tables, loads } = await settleErasures(ports, contracts, people);
  return signed(keys, {
    certificate: 'hushlake/erasure/1',
    workspace,
    at: at.toISOString(),
    who,
    reason,
    subjects: named,
    belonging: [...people.ids.keys()].filter(id => !asked.ids.has(id)),
    salts_destroyed: destroyed,
    tables: tables.map(({ source, table, bronzeFiles, bronzeRows, silverRows }) => ({
      source,
      table,
      bronze_files: bronzeFiles,
      bronze_rows: bronzeRows,
      silver_rows: silverRows,
    })),
    raw: await rawOf(ports, contracts, loads, removeRaw),
    snapshots_gone_by: ports.snapshotDays > 0 ? retentionEnd(at, ports.snapshotDays * 86_400) : null,
    quarantine: await quarantineOfNobody(store, contracts),
  });
};

/**
 * Finishes erasures that were cut short, and those of rows that belong to erased people and came late. True when there
 * was something to do.
 */
export const settleOpenErasures = async (
  ports: ErasurePorts,
  contracts: readonly TableContract[],
): Promise<boolean> => {
  const open = await openErasures(ports, contracts);
  if (open.size === 0) return false;
  const all = await withThoseLed(ports, contracts, { ids: open, values: new Map() });
  await ports.subjects.erase(tombstonesOf(all), ports.now());
  await settleErasures(ports, contracts, all);
  return true;
};

/** Files may still hold words of somebody who is to come again: nobody could tell them from new ones. */
export class ErasureOpen extends Error {
  readonly code = 'erasure_open';
  constructor() {
    super('the erasure is not finished yet: run it again, then readmit');
  }
}

/**
 * Lets people come again: what arrives from now on is kept, under new salts. What was erased stays unreadable, and so do
 * rows of other tables that belong to what was theirs then.
 * @throws ErasureOpen
 */
export const readmitSubjects = async (
  ports: Pick<ErasurePorts, 'keys' | 'subjects' | 'now'> & { readonly ledger: LoadLedger },
  { subjects, who, reason }: Omit<ErasureRequest, 'removeRaw'>,
): Promise<void> => {
  const named = await recorded(ports.keys, subjects);
  const open = new Set((await ports.subjects.unsettled()).map(({ subject }) => subject));
  if (named.some(({ subject }) => open.has(subject))) throw new ErasureOpen();
  await ports.ledger.recordAudit({ at: ports.now(), who, reason, action: 'readmit', subjects: named });
  await ports.subjects.readmit(named.map(({ subject }) => subject));
};
