import type { TableContract } from '../../config/tableContract.ts';
import { aadIdentity, aadPrefix, CellFault } from '../../core/cell.ts';
import { encryptedName, keyIdName } from '../../core/layout.ts';
import { literal, quoted } from '../../core/silver/dialect.ts';
import { subjectColumn } from '../../core/subject.ts';
import { noCells, type Reencrypted, reencryptedCell, sum } from '../../core/withReencrypted.ts';
import type { SqlRow } from '../../ports/queryEngine.ts';
import type { Rotation, RotationPorts } from './types.ts';

type SilverPorts = Pick<RotationPorts, 'engine' | 'dialect' | 'ledger' | 'bronze'>;

/** Loads whose bronze files are joined at once: a statement names them all. */
const mostLoads = 200;
/** Rows that are read at once, and the text of the statement that writes them: Athena takes 256 KB. */
const mostRows = 1000;
const mostText = 200_000;

const lineage = ['_load_id', '_source_row'] as const;

/** Silver's columns with their types, as the dialect tells them. */
const held = async ({ engine, dialect }: SilverPorts, { silverSchema, table }: TableContract) =>
  new Map(
    (await engine.query(dialect.describe(silverSchema, table))).map(({ name, type }) => [String(name), String(type)]),
  );

const under = (column: string, keyId: string, of = ''): string =>
  `${of}${quoted(keyIdName(column))} = ${literal(keyId)}`;

/** Cells of silver under a key; none where there is no such table or column. */
export const silverUnder = async (
  ports: SilverPorts,
  contract: TableContract,
  column: string,
  keyId: string,
): Promise<number> => {
  if (!(await held(ports, contract)).has(keyIdName(column))) return 0;
  const target = ports.dialect.relation(contract.silverSchema, contract.table);
  const [row] = await ports.engine.query(`SELECT count(*) AS "cells" FROM ${target} WHERE ${under(column, keyId)}`);
  return Number(row?.['cells'] ?? 0);
};

const mergeCells = ({ contract, column, change }: Rotation, { dialect }: SilverPorts, source: string): string => {
  const [cell, id] = [encryptedName(column), keyIdName(column)].map(quoted);
  return `MERGE INTO ${dialect.relation(contract.silverSchema, contract.table)} AS t
USING (${source}) AS s
ON ${lineage.map(name => `t.${quoted(name)} = s.${quoted(name)}`).join(' AND ')} AND ${under(column, change.old.id, 't.')}
WHEN MATCHED THEN UPDATE SET ${cell} = s.${cell}, ${id} = s.${id}`;
};

/** A row of silver is a row of bronze, so its cell may be taken from there, once bronze has the fresh key. */
const takeFromBronze = async (ports: SilverPorts, rotation: Rotation): Promise<void> => {
  const { contract, column, change } = rotation;
  const { source, table, silverSchema } = contract;
  const target = ports.dialect.relation(silverSchema, table);
  const rows = await ports.engine.query(
    `SELECT DISTINCT "_load_id" AS "load" FROM ${target} WHERE ${under(column, change.old.id)}`,
  );
  const wanted = new Set(rows.map(({ load }) => String(load)));
  if (wanted.size === 0) return;
  const loads = (await ports.ledger.loads({ source, table })).filter(l => wanted.has(l.loadId) && l.bronzeKey);
  const names = [...lineage, encryptedName(column), keyIdName(column)];
  for (let at = 0; at < loads.length; at += mostLoads) {
    const parts = await ports.bronze(contract, loads.slice(at, at + mostLoads), { gone: 'skip' });
    const selects = parts
      .filter(part => names.every(name => part.columns.includes(name)))
      .map(
        part =>
          `SELECT ${names.map(quoted).join(', ')} FROM ${part.relation} WHERE ${quoted(keyIdName(column))} <> ${literal(change.old.id)}`,
      );
    if (selects.length > 0) await ports.engine.execute(mergeCells(rotation, ports, selects.join('\nUNION ALL\n')));
  }
};

/** What of silver has no bronze file any more is read, and written in batches. */
const throughHere = async (ports: SilverPorts, rotation: Rotation): Promise<Reencrypted> => {
  const { contract, column, change, saltOf } = rotation;
  const { engine, dialect } = ports;
  const { workspace, source, table, identity, silverSchema } = contract;
  const columns = await held(ports, contract);
  const prefix = aadPrefix(workspace, source, table, column);
  const target = dialect.relation(silverSchema, table);
  const selected = [
    ...lineage.map(quoted),
    ...identity.map((name, i) => `${dialect.text(name, columns.get(name) ?? '')} AS "id${i}"`),
    ...(columns.has(subjectColumn) ? [`${quoted(subjectColumn)} AS "subject"`] : []),
    `${dialect.hex(encryptedName(column))} AS "cell"`,
  ].join(', ');

  const moved = async (row: SqlRow): Promise<Reencrypted & { readonly values?: string }> => {
    const salt = typeof row['subject'] === 'string' ? await saltOf(row['subject']) : undefined;
    if (salt === 'erased') return { ...noCells, erased: 1 };
    const ids = identity.map((_, i) => String(row[`id${i}`]));
    try {
      const cell = Buffer.from(String(row['cell']), 'hex');
      const fresh = reencryptedCell(change, cell, Buffer.from(prefix + aadIdentity(ids)), salt);
      const values = `(${literal(String(row['_load_id']))}, CAST(${row['_source_row']} AS bigint), from_hex(${literal(Buffer.from(fresh).toString('hex'))}), ${literal(change.fresh.id)})`;
      return { ...noCells, cells: 1, values };
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      return { ...noCells, damaged: 1 };
    }
  };
  const write = async (values: readonly string[]): Promise<void> => {
    if (values.length === 0) return;
    const names = [...lineage, encryptedName(column), keyIdName(column)].map(quoted).join(', ');
    const rows = `SELECT ${names} FROM (VALUES ${values.join(', ')}) AS v(${names})`;
    await engine.execute(mergeCells(rotation, ports, rows));
  };

  let total = noCells;
  let after = '';
  for (;;) {
    const rows = await engine.query(
      `SELECT ${selected} FROM ${target} WHERE ${under(column, change.old.id)}${after} ORDER BY "_load_id", "_source_row" LIMIT ${mostRows}`,
    );
    let values: string[] = [];
    let length = 0;
    for (const row of rows) {
      const { values: one, ...counts } = await moved(row);
      total = sum(total, counts);
      if (one === undefined) continue;
      if (length + one.length > mostText) {
        await write(values);
        values = [];
        length = 0;
      }
      values.push(one);
      length += one.length;
    }
    await write(values);
    const last = rows.at(-1);
    if (!last || rows.length < mostRows) return total;
    const [load, number] = [literal(String(last['_load_id'])), last['_source_row']];
    after = ` AND ("_load_id" > ${load} OR ("_load_id" = ${load} AND "_source_row" > ${number}))`;
  }
};

/** Gives every cell in silver the fresh key. Bronze must have it already. */
export const rotateSilver = async (ports: SilverPorts, rotation: Rotation): Promise<Reencrypted> => {
  const { contract, column, change } = rotation;
  const before = await silverUnder(ports, contract, column, change.old.id);
  if (before > 0) await takeFromBronze(ports, rotation);
  const left = before > 0 ? await silverUnder(ports, contract, column, change.old.id) : 0;
  const here = left > 0 ? await throughHere(ports, rotation) : noCells;
  for (const sql of ports.dialect.dropStaging(contract.silverSchema, contract.table)) await ports.engine.execute(sql);
  return sum({ ...noCells, cells: before - left }, here);
};
