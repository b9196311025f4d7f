import type { TableContract } from '../config/tableContract.ts';
import { aadIdentity, aadPrefix, CellFault, type CellFaultCode, decryptCell } from '../core/cell.ts';
import { encryptedName, keyIdName } from '../core/layout.ts';
import { type Dialect, quoted } from '../core/silver/dialect.ts';
import { subjectCellKey, subjectColumn } from '../core/subject.ts';
import { KeyFault, type KeyFaultCode, type KeyService } from '../ports/keyService.ts';
import type { LoadLedger } from '../ports/loadLedger.ts';
import type { QueryEngine } from '../ports/queryEngine.ts';
import type { Subjects } from '../ports/subjects.ts';
import { saltReader } from './subjectSalts.ts';

export interface DecryptPorts {
  readonly engine: QueryEngine;
  readonly dialect: Dialect;
  readonly keys: KeyService;
  readonly subjects: Pick<Subjects, 'get'>;
  readonly ledger: Pick<LoadLedger, 'recordAudit'>;
  readonly now: () => Date;
}

export interface DecryptRequest {
  readonly contract: TableContract;
  readonly column: string;
  /** A condition in SQL over the table; all rows when absent. */
  readonly where?: string;
  readonly layer: 'silver' | 'bronze';
  readonly who: string;
  readonly reason: string;
}

/** Why a cell gives no plaintext: it was changed or is of another row, its key cannot be had, or its person was erased. */
export type UnreadableCode = CellFaultCode | KeyFaultCode | 'subject_erased';

export type DecryptedCell =
  | { readonly identity: Readonly<Record<string, string>>; readonly value: string | null }
  | { readonly identity: Readonly<Record<string, string>>; readonly fault: UnreadableCode };

/** Nobody reads without saying why. */
export class ReasonMissing extends Error {
  constructor() {
    super('a reason is needed: who reads private words leaves a record of why (--reason "…")');
  }
}

/** The layer has no such column: nothing of the table has come there yet, or nothing since the contract encrypts it. */
export class NothingToDecrypt extends Error {}

/**
 * Decrypts the cells of one column. The audit record is written before the first value leaves this function; a cell that
 * is not authentic is a fault of its own, never wrong plaintext.
 */
export async function* decryptColumn(ports: DecryptPorts, request: DecryptRequest): AsyncGenerator<DecryptedCell> {
  const { contract, column, who, reason } = request;
  if (reason.trim() === '') throw new ReasonMissing();
  const { workspace, source, table, identity } = contract;
  const { engine, dialect } = ports;
  const schema = request.layer === 'silver' ? contract.silverSchema : contract.bronzeSchema;
  const types = new Map(
    (await engine.query(dialect.describe(schema, table))).map(row => [String(row['name']), String(row['type'])]),
  );
  if (!types.has(encryptedName(column))) {
    throw new NothingToDecrypt(
      types.size === 0
        ? `nothing of ${source}.${table} has come to ${request.layer} yet`
        : `${source}.${table} in ${request.layer} has no cells of ${column} yet: rows that came before the contract encrypted it have none`,
    );
  }
  const selected = [
    ...identity.map((name, i) => `${dialect.text(name, types.get(name) ?? '')} AS "id${i}"`),
    `${dialect.hex(encryptedName(column))} AS "cell"`,
    `${quoted(keyIdName(column))} AS "key_id"`,
    ...(types.has(subjectColumn) ? [`${quoted(subjectColumn)} AS "subject"`] : []),
  ];
  const rows = await engine.query(
    `SELECT ${selected.join(', ')}\nFROM ${dialect.relation(schema, table)} WHERE (${request.where ?? 'true'})`,
  );
  await ports.ledger.recordAudit({
    at: ports.now(),
    who,
    action: 'decrypt',
    source,
    table,
    column,
    rows: rows.length,
    reason,
  });
  const prefix = aadPrefix(workspace, source, table, column);
  const salts = saltReader(ports, workspace);
  for (const row of rows) {
    const values = identity.map((_, i) => String(row[`id${i}`]));
    const named = Object.fromEntries(identity.map((name, i) => [name, values[i]!]));
    if (row['cell'] === null) {
      yield { identity: named, value: null };
      continue;
    }
    try {
      const key = await ports.keys.openKey({ workspace, source, table, column }, String(row['key_id']));
      const subject = row['subject'] === null || row['subject'] === undefined ? undefined : String(row['subject']);
      const salt = subject === undefined ? undefined : await salts(subject);
      if (salt === 'erased') {
        yield { identity: named, fault: 'subject_erased' };
        continue;
      }
      const aad = Buffer.from(prefix + aadIdentity(values));
      const bytes = salt ? subjectCellKey(key.bytes, salt) : key.bytes;
      yield { identity: named, value: decryptCell(bytes, aad, Buffer.from(String(row['cell']), 'hex')) };
    } catch (error) {
      if (error instanceof CellFault) yield { identity: named, fault: error.code };
      else if (error instanceof KeyFault) yield { identity: named, fault: error.fault };
      else throw error;
    }
  }
}
