import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TableContract } from '../config/tableContract.ts';
import { type ErasedPeople, silverRowsOf } from '../core/erasure.ts';
import { quoted } from '../core/silver/dialect.ts';
import { subjectColumn } from '../core/subject.ts';
import type { KeyService } from '../ports/keyService.ts';
import { isErased } from '../ports/subjects.ts';
import { bronzeOfPeople } from './bronzeOfPeople.ts';
import { columnsOf, type ErasurePorts } from './settleErasures.ts';

/** What was erased, for whom, when and why. Names people by their `_subject` only; signed under a secret of the workspace. */
export interface ErasureCertificate {
  readonly certificate: 'hushlake/erasure/1';
  readonly workspace: string;
  readonly at: string;
  readonly who: string;
  readonly reason: string;
  readonly subjects: readonly { readonly kind: string; readonly subject: string }[];
  /** Rows that others belonged to, such as conversations, each with a salt of its own; and whose erasure was still open. */
  readonly belonging: readonly string[];
  readonly salts_destroyed: number;
  readonly tables: readonly {
    readonly source: string;
    readonly table: string;
    readonly bronze_files: number;
    readonly bronze_rows: number;
    readonly silver_rows: number;
  }[];
  /** Raw objects that the rows came from: they hold the words as producers wrote them. */
  readonly raw: { readonly objects: number; readonly removed: number; readonly gone_by: string | null };
  /** Snapshots of silver from before, which hold scrubbed texts (no cell that opens), are gone by then; null where there are none. */
  readonly snapshots_gone_by: string | null;
  /** Quarantined rows of these tables of which nobody can tell whose they are; gone by then. */
  readonly quarantine: { readonly rows_of_nobody: number; readonly gone_by: string | null };
  /** Hex HMAC-SHA-256 of the JSON of all of the above, in this order, without spaces. */
  readonly signature: string;
}

const signatureOf = (secret: Uint8Array, unsigned: Omit<ErasureCertificate, 'signature'>): string =>
  createHmac('sha256', secret).update(JSON.stringify(unsigned)).digest('hex');

export const signed = async (
  keys: KeyService,
  unsigned: Omit<ErasureCertificate, 'signature'>,
): Promise<ErasureCertificate> => ({
  ...unsigned,
  signature: signatureOf(await keys.secret('certificate'), unsigned),
});

/** What of a certificate does not hold. Names of places, never a value. */
export type CertificateFault =
  | { readonly code: 'not_signed' | 'another_workspace' }
  | { readonly code: 'readmitted' | 'salt_there'; readonly subject: string }
  | {
      readonly code: 'rows_left';
      readonly layer: 'bronze' | 'silver';
      readonly source: string;
      readonly table: string;
    };

const isSigned = async (keys: KeyService, certificate: ErasureCertificate): Promise<boolean> => {
  const { signature, ...unsigned } = certificate;
  const expected = Buffer.from(signatureOf(await keys.secret('certificate'), unsigned));
  const found = Buffer.from(String(signature));
  return expected.length === found.length && timingSafeEqual(expected, found);
};

const bronzeHolds = async (
  { store }: Pick<ErasurePorts, 'store'>,
  contract: TableContract,
  people: ErasedPeople,
): Promise<boolean> => {
  for await (const _ of bronzeOfPeople(store, contract, people, [])) return true;
  return false;
};

/** Looks whether a certificate is ours, and whether what it says is still so. Nothing is changed. */
export const verifyCertificate = async (
  ports: Pick<ErasurePorts, 'store' | 'keys' | 'subjects' | 'engine' | 'dialect'>,
  workspace: string,
  contracts: readonly TableContract[],
  certificate: ErasureCertificate,
): Promise<readonly CertificateFault[]> => {
  if (!(await isSigned(ports.keys, certificate))) return [{ code: 'not_signed' }];
  if (certificate.workspace !== workspace) return [{ code: 'another_workspace' }];
  const ids = new Set([...certificate.subjects.map(({ subject }) => subject), ...certificate.belonging]);
  const faults: CertificateFault[] = [];
  const records = await ports.subjects.get(ids);
  const gone = new Map<string, string>();
  for (const subject of ids) {
    const record = records.get(subject);
    if (!record) faults.push({ code: 'readmitted', subject });
    else if (isErased(record)) gone.set(subject, record.kind);
    else faults.push({ code: 'salt_there', subject });
  }
  const people: ErasedPeople = { ids: gone, values: new Map() };
  for (const contract of contracts.filter(({ subject }) => subject !== undefined)) {
    const { source, table, silverSchema } = contract;
    if (await bronzeHolds(ports, contract, people)) faults.push({ code: 'rows_left', layer: 'bronze', source, table });
    const held = await columnsOf(ports, contract);
    const condition = silverRowsOf(contract, people, held, ports.dialect);
    if (!condition) continue;
    const relation = ports.dialect.relation(silverSchema, table);
    const rows = await ports.engine.query(
      `SELECT ${quoted(subjectColumn)} FROM ${relation} WHERE ${condition} LIMIT 1`,
    );
    if (rows.length > 0) faults.push({ code: 'rows_left', layer: 'silver', source, table });
  }
  return faults;
};
