import { parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { aadIdentity, aadPrefix, CellFault, decryptCell } from '../../lib/core/cell.ts';
import { type QuarantineRecord, quarantineAad, quarantineColumn } from '../../lib/core/quarantine.ts';
import { subjectCellKey } from '../../lib/core/subject.ts';
import type { LoadRecord } from '../../lib/ports/loadLedger.ts';
import { quarantineRecords } from '../../lib/usecases/quarantineRecords.ts';
import { saltReader } from '../../lib/usecases/subjectSalts.ts';
import { contracts } from './rows.ts';
import type { World } from './world.ts';

const { workspace, source, table } = contracts.strict;
/** The cell's text; undefined where nobody can read it: the person was erased, and may be back under another salt. */
const opened = (key: Uint8Array, aad: Uint8Array, cell: Uint8Array): string | undefined => {
  try {
    return decryptCell(key, aad, cell);
  } catch (error) {
    if (error instanceof CellFault) return undefined;
    throw error;
  }
};
const scope = (column: string) => ({ workspace, source, table, column });

/** A row of bronze as somebody with all keys reads it. */
export interface BronzeRow {
  readonly number: number;
  readonly id: number;
  readonly person: string | null;
  readonly seq: number | null;
  readonly words: string | null;
  /** What the cell holds; undefined where nobody can tell any more. */
  readonly original: string | undefined;
  readonly contractVersion: string;
  readonly ingestedAt: Date;
  /** Whether anything of the person is left: a checksum, a `_subject`. */
  readonly traces: boolean;
}

/** The file's rows; none where there is no file. */
export const bronzeOf = async (world: World, { bronzeKey, loadId }: LoadRecord): Promise<readonly BronzeRow[]> => {
  if (bronzeKey === undefined) return [];
  const bytes = await world.store.get(bronzeKey);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  const { keys } = world.process();
  const salts = saltReader({ keys, subjects: world.subjects }, workspace);
  const rows: BronzeRow[] = [];
  for (const row of await parquetReadObjects({ file, compressors, utf8: false })) {
    if (row['_load_id'] !== loadId) throw new Error('bronze holds a row of another load');
    const cell = row['words_encrypted'] as Uint8Array | null;
    const subject = row['_subject'] as string | null;
    let original: string | undefined;
    if (cell) {
      const key = await keys.openKey(scope('words'), row['words_key_id']);
      const salt = subject === null ? undefined : await salts(subject);
      const aad = Buffer.from(aadPrefix(workspace, source, table, 'words') + aadIdentity([String(row['id'])]));
      const bytes = salt && salt !== 'erased' ? subjectCellKey(key.bytes, salt) : key.bytes;
      if (salt !== 'erased') original = opened(bytes, aad, cell);
    }
    rows.push({
      number: Number(row['_source_row']),
      id: Number(row['id']),
      person: row['person'],
      seq: row['seq'],
      words: row['words'],
      original,
      contractVersion: row['_contract_version'],
      ingestedAt: row['_ingested_at'] as Date,
      traces: subject !== null || row['md5_checksum'] !== null,
    });
  }
  return rows;
};

export interface QuarantinedRow {
  readonly number: number;
  readonly fault: string;
  /** The row as it came; undefined where nobody can tell any more. */
  readonly text: string | undefined;
}

export const quarantineOf = async (
  world: World,
  { quarantineKey, loadId }: LoadRecord,
): Promise<readonly QuarantinedRow[]> => {
  if (quarantineKey === undefined) return [];
  const object = await world.store.head(quarantineKey);
  if (!object) throw new Error('the quarantine file is not there');
  const { keys } = world.process();
  const salts = saltReader({ keys, subjects: world.subjects }, workspace);
  const rows: QuarantinedRow[] = [];
  for await (const read of quarantineRecords(world.store, object)) {
    const record = read as QuarantineRecord;
    let text: string | undefined;
    const salt = record.subject === null ? undefined : await salts(record.subject);
    if (record.key_id !== null && record.row_encrypted !== null && salt !== 'erased') {
      const key = await keys.openKey(scope(quarantineColumn), record.key_id);
      const bytes = salt ? subjectCellKey(key.bytes, salt) : key.bytes;
      const aad = quarantineAad(scope(quarantineColumn), loadId, record.row_number);
      text = opened(bytes, aad, Buffer.from(record.row_encrypted, 'base64'));
    }
    rows.push({ number: record.row_number, fault: record.reason, text });
  }
  return rows;
};
