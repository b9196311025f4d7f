import type { TableContract } from '../config/tableContract.ts';
import { aadIdentity, aadPrefix, CellFault, type CellFaultCode, decryptCell } from '../core/cell.ts';
import { encryptedName, keyIdName } from '../core/layout.ts';
import { duckdbDialect, quoted } from '../core/silver/dialect.ts';
import { subjectCellKey, subjectColumn } from '../core/subject.ts';
import type { KeyService } from '../ports/keyService.ts';
import type { LoadLedger } from '../ports/loadLedger.ts';
import type { QueryEngine } from '../ports/queryEngine.ts';
import type { Subjects } from '../ports/subjects.ts';
import { saltReader } from './subjectSalts.ts';

export interface DecryptRequest {
  readonly contract: TableContract;
  readonly column: string;
  /** A condition in SQL over the table; all rows when absent. */
  readonly where?: string;
  readonly layer: 'silver' | 'bronze';
  readonly who: string;
  readonly reason: string;
}

export type DecryptedCell =
  | { readonly identity: Readonly<Record<string, string>>; readonly value: string | null }
  | { readonly identity: Readonly<Record<string, string>>; readonly fault: CellFaultCode | 'subject_erased' };

/** Nobody reads without saying why. */
export class ReasonMissing extends Error {
  constructor() {
    super('a reason is needed: who reads private words leaves a record of why (--reason "…")');
  }
}

/** Text of a value as the AAD has it (lib/core/valueText.ts): only timestamps need more than a cast. */
const identityText = (name: string): string =>
  `CASE WHEN typeof(${quoted(name)}) LIKE 'TIMESTAMP%' THEN strftime(TRY_CAST(${quoted(name)} AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%f') ELSE CAST(${quoted(name)} AS VARCHAR) END`;

/**
 * Decrypts the cells of one column. The audit record is written before the first value leaves this function; a cell that
 * is not authentic is a fault of its own, never wrong plaintext.
 */
export async function* decryptColumn(
  ports: {
    readonly engine: QueryEngine;
    readonly keys: KeyService;
    readonly subjects: Pick<Subjects, 'get'>;
    readonly ledger: LoadLedger;
    readonly now: () => Date;
  },
  request: DecryptRequest,
): AsyncGenerator<DecryptedCell> {
  const { contract, column, who, reason } = request;
  if (reason.trim() === '') throw new ReasonMissing();
  const { workspace, source, table, identity } = contract;
  const schema = request.layer === 'silver' ? contract.silverSchema : contract.bronzeSchema;
  const rows = await ports.engine.query(
    `SELECT ${identity.map((name, i) => `${identityText(name)} AS "id${i}"`).join(', ')},
  ${quoted(encryptedName(column))} AS "cell", ${quoted(keyIdName(column))} AS "key_id"${contract.subject ? `, ${quoted(subjectColumn)} AS "subject"` : ''}
FROM ${duckdbDialect.relation(schema, table)} WHERE (${request.where ?? 'true'})`,
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
    const key = await ports.keys.openKey({ workspace, source, table, column }, String(row['key_id']));
    const subject = row['subject'] === null || row['subject'] === undefined ? undefined : String(row['subject']);
    const salt = subject === undefined ? undefined : await salts(subject);
    if (salt === 'erased') {
      yield { identity: named, fault: 'subject_erased' };
      continue;
    }
    try {
      const aad = Buffer.from(prefix + aadIdentity(values));
      const bytes = salt ? subjectCellKey(key.bytes, salt) : key.bytes;
      yield { identity: named, value: decryptCell(bytes, aad, Buffer.from(String(row['cell']), 'hex')) };
    } catch (error) {
      if (!(error instanceof CellFault)) throw error;
      yield { identity: named, fault: error.code };
    }
  }
}
