import type { TableContract } from '../config/tableContract.ts';
import {
  type ErasedPeople,
  erasedBatch,
  isErasable,
  rowsOfPeople,
  silverErasure,
  silverRowsOf,
} from '../core/erasure.ts';
import { quoted, storedType } from '../core/silver/dialect.ts';
import { rowKind, subjectId } from '../core/subject.ts';
import { textOf } from '../core/valueText.ts';
import type { ObjectVersion } from '../ports/objectStore.ts';
import { bronzeFiles, bronzeOfPeople, concernsPeople, openedBronze } from './bronzeOfPeople.ts';
import { type LakeChangePorts, untilUndisturbed } from './lakeChange.ts';
import { rewriteBronze } from './rewriteBronze.ts';

/** What erasing needs of the world. */
export interface ErasurePorts extends LakeChangePorts {
  /** How long snapshots of silver from before can be read: 0 where `forgetSilver` leaves none. */
  readonly snapshotDays: number;
  readonly onFile?: (key: string) => void;
}

/** What was changed of one table. */
export interface ErasedTable {
  readonly source: string;
  readonly table: string;
  readonly bronzeFiles: number;
  readonly bronzeRows: number;
  readonly silverRows: number;
}

/** The identities of rows of a leading table that are these people's. */
const ledRows = async (
  ports: ErasurePorts,
  contract: TableContract,
  people: ErasedPeople,
): Promise<ReadonlySet<string>> => {
  const found = new Set<string>();
  const identity = contract.identity[0]!;
  for await (const { batch, rows } of bronzeOfPeople(ports.store, contract, people, [identity])) {
    const ids = batch.columns.get(identity)!;
    const text = textOf(ids.type);
    for (const row of rows) found.add(text(ids.values[row]!));
  }
  const held = await columnsOf(ports, contract);
  const condition = silverRowsOf(contract, people, held, ports.dialect);
  if (condition) {
    const relation = ports.dialect.relation(contract.silverSchema, contract.table);
    const text = ports.dialect.type({ kind: 'string' });
    const rows = await ports.engine.query(
      `SELECT DISTINCT CAST(${quoted(identity)} AS ${text}) AS "id" FROM ${relation} WHERE ${condition}`,
    );
    for (const { id } of rows) found.add(String(id));
  }
  return found;
};

export const columnsOf = async (
  { engine, dialect }: Pick<ErasurePorts, 'engine' | 'dialect'>,
  { silverSchema, table }: TableContract,
) =>
  (await engine.query(dialect.describe(silverSchema, table))).flatMap(row => {
    const type = storedType(String(row['type']));
    return type ? [{ name: String(row['name']), type }] : [];
  });

/** These people, and all whose rows belong to theirs: the conversations of a texter. */
export const withThoseLed = async (
  ports: ErasurePorts,
  contracts: readonly TableContract[],
  people: ErasedPeople,
): Promise<ErasedPeople> => {
  const secret = await ports.keys.secret('subject');
  const ids = new Map(people.ids);
  const values = new Map(people.values);
  for (const contract of contracts.filter(({ subject }) => subject?.leads)) {
    const kind = rowKind(contract);
    const led = await ledRows(ports, contract, people);
    for (const value of led) ids.set(subjectId(secret, kind, value), kind);
    if (led.size > 0) values.set(kind, new Set([...(values.get(kind) ?? []), ...led]));
  }
  return { ...people, ids, values };
};

/** Erases what one bronze file holds of these people; undefined where it holds nothing. */
const eraseFile = (
  { store, onFile }: ErasurePorts,
  contract: TableContract,
  people: ErasedPeople,
  object: ObjectVersion,
): Promise<{ readonly rows: number; readonly loads: ReadonlySet<string> } | undefined> =>
  untilUndisturbed(store, object, async current => {
    let rows = 0;
    const loads = new Set<string>();
    const file = await openedBronze(store, current);
    const { rewritten } = await rewriteBronze(
      store,
      current,
      batch => {
        const theirs = rowsOfPeople(contract, people, batch);
        for (const row of theirs) loads.add(String(batch.columns.get('_load_id')!.values[row]));
        const erased = erasedBatch(contract, theirs, batch);
        rows += erased?.rows ?? 0;
        return erased?.batch;
      },
      concernsPeople(contract, people, file),
      // Files from before the table had a subject do not allow it.
      name => isErasable(contract, name),
    );
    if (rewritten) onFile?.(object.key);
    return rewritten || loads.size > 0 ? { rows, loads } : undefined;
  });

const eraseSilver = async (
  ports: ErasurePorts,
  contract: TableContract,
  people: ErasedPeople,
): Promise<{ readonly there: boolean; readonly rows: number; readonly loads: ReadonlySet<string> }> => {
  const { engine, dialect } = ports;
  const held = await columnsOf(ports, contract);
  const condition = silverRowsOf(contract, people, held, dialect);
  const relation = dialect.relation(contract.silverSchema, contract.table);
  const erasure = condition && silverErasure(contract, condition, held, relation);
  const there = held.length > 0;
  if (!erasure) return { there, rows: 0, loads: new Set() };
  const loads = await engine.query(`SELECT DISTINCT "_load_id" AS "load" FROM ${relation} WHERE ${condition}`);
  const [row] = await engine.query(`SELECT count(*) AS "rows" FROM ${relation} WHERE ${erasure.stillHeld}`);
  const rows = Number(row?.['rows'] ?? 0);
  if (rows > 0) await engine.execute(erasure.update);
  for (const sql of dialect.dropStaging(contract.silverSchema, contract.table)) await engine.execute(sql);
  return { there, rows, loads: new Set(loads.map(({ load }) => String(load))) };
};

/**
 * Takes the words of people who were erased out of bronze and silver, and out of what stores keep of replaced versions.
 * Safe to kill and to run again. Their salts must be gone before, so that what is loaded meanwhile is without them.
 */
export const settleErasures = async (
  ports: ErasurePorts,
  contracts: readonly TableContract[],
  people: ErasedPeople,
): Promise<{ readonly tables: readonly ErasedTable[]; readonly loads: ReadonlySet<string> }> => {
  const loads = new Set<string>();
  const personal = contracts.filter(({ subject }) => subject !== undefined);
  const bronze = new Map<TableContract, { files: number; rows: number }>();
  for (const contract of personal) {
    const { source, table } = contract;
    let files = 0;
    let rows = 0;
    for await (const object of bronzeFiles(ports.store, contract)) {
      const erased = await eraseFile(ports, contract, people, object);
      if (!erased) continue;
      if (erased.rows > 0) files++;
      rows += erased.rows;
      for (const load of erased.loads) loads.add(load);
    }
    // Old versions hold the words in clear, also those of files that hold nothing of these people now.
    await ports.store.purge(`bronze/${source}/${table}/`);
    bronze.set(contract, { files, rows });
  }
  // A merge that began before may bring back what bronze held then; one that begins now finds nothing.
  await ports.silverAtRest();
  const tables: ErasedTable[] = [];
  const inSilver: TableContract[] = [];
  for (const [contract, { files, rows }] of bronze) {
    const { source, table } = contract;
    const silver = await eraseSilver(ports, contract, people);
    for (const load of silver.loads) loads.add(load);
    if (silver.there) inSilver.push(contract);
    tables.push({ source, table, bronzeFiles: files, bronzeRows: rows, silverRows: silver.rows });
  }
  await ports.forgetSilver(inSilver);
  await ports.subjects.settle(people.ids.keys());
  return { tables: tables.filter(t => t.bronzeRows + t.silverRows > 0), loads };
};

/** People as tombstones name them. */
export const tombstonesOf = ({ ids }: ErasedPeople) => [...ids].map(([subject, kind]) => ({ subject, kind }));

/** Whose erasure is open, among the people of these tables. */
export const openErasures = async (
  { subjects }: Pick<ErasurePorts, 'subjects'>,
  contracts: readonly TableContract[],
): Promise<ReadonlyMap<string, string>> => {
  const kinds = new Set(contracts.flatMap(({ subject }) => (subject ? [subject.kind] : [])));
  const open = (await subjects.unsettled()).filter(({ kind }) => kinds.has(kind));
  return new Map(open.map(({ subject, kind }) => [subject, kind]));
};
