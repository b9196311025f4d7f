import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { type LocalLake, openLocalLake } from '../../lib/cli/localLake.ts';
import type { TableContract } from '../../lib/config/tableContract.ts';
import { decryptCell } from '../../lib/core/cell.ts';
import { loadOfFile } from '../../lib/core/loadId.ts';
import { type QuarantineRecord, quarantineAad } from '../../lib/core/quarantine.ts';
import { findArrivals } from '../../lib/usecases/arrivals.ts';
import { type IngestPorts, ingestObject, type LoadOutcome } from '../../lib/usecases/ingestObject.ts';
import { quarantineRecords } from '../../lib/usecases/quarantineRecords.ts';
import { newFolder } from '../folders.ts';

export const limits = { maxRowBytes: 1 << 20, maxExpansionRatio: 100, splitSize: 1 << 28 };

/** A new lake with these raw files. */
export const lakeWith = async (files: Readonly<Record<string, string | Uint8Array>>): Promise<LocalLake> => {
  const lake = openLocalLake(newFolder(), 'ctl-dev');
  for (const [name, content] of Object.entries(files)) await drop(lake, name, content);
  return lake;
};

/** Puts a file under raw/, as a producer would. */
export const drop = async (lake: LocalLake, name: string, content: string | Uint8Array): Promise<void> => {
  const path = join(lake.root, 'raw', name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
};

/** Loads all that the ledger does not hold. */
export const ingestAll = async (ports: IngestPorts, contract: TableContract): Promise<LoadOutcome[]> => {
  const { arrivals } = await findArrivals(ports, [contract], new Date(8.64e15));
  const outcomes: LoadOutcome[] = [];
  for (const { object } of arrivals) outcomes.push(await ingestObject(ports, limits, contract, object));
  return outcomes;
};

/** Paths of all files below a folder, relative to it, in order. */
export const filesBelow = (folder: string): string[] => {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  return found
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
};

/** Hash of every file below a folder of the lake. */
export const hashes = (lake: LocalLake, zone: string): Record<string, string> => {
  const folder = join(lake.root, zone);
  return Object.fromEntries(
    filesBelow(folder).map(path => [
      path,
      createHash('sha256')
        .update(readFileSync(join(folder, path)))
        .digest('hex'),
    ]),
  );
};

export type BronzeRow = Record<string, unknown>;

/** Bronze as another reader sees it: hyparquet. Rows in the order of their file and number. */
export const bronzeRows = async (lake: LocalLake): Promise<BronzeRow[]> => {
  const rows: BronzeRow[] = [];
  const folder = join(lake.root, 'bronze');
  for (const path of filesBelow(folder).filter(p => p.endsWith('.parquet'))) {
    const file = await asyncBufferFromFile(join(folder, path));
    rows.push(...((await parquetReadObjects({ file, compressors, utf8: false })) as BronzeRow[]));
  }
  return rows;
};

/** Quarantine, decrypted. */
export const quarantineRows = async (lake: LocalLake): Promise<(QuarantineRecord & { row: string })[]> => {
  const rows: (QuarantineRecord & { row: string })[] = [];
  const folder = join(lake.root, 'quarantine');
  for (const path of filesBelow(folder)) {
    const [source, table, file] = path.split('/') as [string, string, string];
    const scope = { workspace: 'ctl-dev', source, table, column: '_quarantine' };
    const object = (await lake.store.head(`quarantine/${path}`))!;
    for await (const read of quarantineRecords(lake.store, object)) {
      const record = read as QuarantineRecord;
      if (record.key_id === null || record.row_encrypted === null) {
        rows.push({ ...record, row: '' });
        continue;
      }
      const key = await lake.keys.openKey(scope, record.key_id);
      const aad = quarantineAad(scope, loadOfFile(file), record.row_number);
      rows.push({ ...record, row: decryptCell(key.bytes, aad, Buffer.from(record.row_encrypted, 'base64')) });
    }
  }
  return rows;
};

/** What of a row does not differ between two loads of it: everything but ciphertext and key ids. */
export const comparable = (rows: readonly BronzeRow[]): string[] =>
  rows
    .map(row =>
      JSON.stringify(row, (key, value) =>
        /_(encrypted|key_id)$/.test(key)
          ? value === null
            ? null
            : 'cell'
          : typeof value === 'bigint'
            ? `${value}n`
            : value,
      ),
    )
    .sort();
