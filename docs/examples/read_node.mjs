/**
 * Reads encrypted columns of bronze, rescued columns and quarantined rows with node:crypto and hyparquet.
 *
 *     node read_node.mjs lake/demo ctl-dev platform-db.message.message:id
 *     node read_node.mjs lake/demo ctl-dev platform-db.message._rescued:id platform-db.message._quarantine
 *
 * Prints a JSON line a cell: column, identity, and value or fault. Exits 1 when a cell could not be read.
 * Needs Node 22.15 or newer, and the package hyparquet.
 */
import { createDecipheriv, createHash, hkdfSync } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createZstdDecompress, zstdDecompressSync } from 'node:zlib';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';

/** Why a cell cannot be read, as a code. */
class Unreadable extends Error {}

/** AES-256-GCM of `IV(12) ‖ ciphertext ‖ tag(16)`: cells and wrapped keys alike. */
const opened = (key, sealed, aad) => {
  if (sealed.length < 28) throw new Unreadable('cell_too_short');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(aad)).setAuthTag(sealed.subarray(-16));
  const plaintext = decipher.update(sealed.subarray(12, -16));
  try {
    return Buffer.concat([plaintext, decipher.final()]);
  } catch {
    throw new Unreadable('cell_not_authentic');
  }
};

/** RFC 3986: encodeURIComponent leaves !'()* as they are. */
const percentEncoded = text =>
  encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const aadOf = (workspace, { source, table, column }, identity) =>
  `hushlake/1/${workspace}/${source}/${table}/${column}/${identity.map(percentEncoded).join('/')}`;

/** With KMS: `DecryptCommand` with the context as EncryptionContext; salts are in DynamoDB then. */
const keysOf = (lake, workspace) => {
  const keyring = JSON.parse(readFileSync(process.env.HUSHLAKE_KEYRING ?? join(lake, 'keyring.json'), 'utf8'));
  const wrapping = [keyring.key, ...(keyring.older ?? [])].map(key => Buffer.from(key, 'base64'));
  const wrappingKey = name =>
    wrapping.find(key => name === `keyring:${createHash('sha256').update(key).digest('hex').slice(0, 16)}`);
  const known = new Map();
  const once = (id, make) => {
    if (!known.has(id)) known.set(id, make());
    return known.get(id);
  };

  /** The data key of `<column>_key_id`. */
  const dataKey = ({ source, table, column }, id) => {
    const path = join(lake, 'keys', source, table, column, `${id}.json`);
    return once(path, () => {
      const context = JSON.stringify(Object.entries({ column, source, table, workspace }));
      try {
        const { wrapped, wrapped_by } = JSON.parse(readFileSync(path, 'utf8'));
        return opened(wrappingKey(wrapped_by), Buffer.from(wrapped, 'base64'), context);
      } catch {
        throw new Unreadable('key_unavailable');
      }
    });
  };

  /** A person's salt; there is none for who was erased. */
  const saltOf = subject =>
    once(subject, () => {
      const db = new DatabaseSync(join(lake, 'keys/subjects.sqlite'), { readOnly: true });
      const query = 'SELECT salt, key_id FROM subjects WHERE subject = ? AND erased_at IS NULL';
      const found = db.prepare(query).get(subject);
      db.close();
      if (!found) throw new Unreadable('subject_erased');
      const salts = { source: '_workspace', table: 'subject', column: 'salt' };
      const hex = opened(dataKey(salts, found.key_id), found.salt, aadOf(workspace, salts, [subject]));
      return Buffer.from(hex.toString(), 'hex');
    });

  /** The key of a cell: the data key, or where `_subject` is not NULL, HKDF of it and the person's salt. */
  return (of, id, subject) => {
    const key = dataKey(of, id);
    return subject ? Buffer.from(hkdfSync('sha256', key, saltOf(subject), 'hushlake/1/cell', 32)) : key;
  };
};

/** `2026-11-01 10:00:00.000001` of microseconds since 1970. */
const timestampText = micros => {
  const within = ((micros % 1000n) + 1000n) % 1000n;
  const text = new Date(Number((micros - within) / 1000n)).toISOString();
  return `${text.slice(0, -1).replace('T', ' ')}${String(within).padStart(3, '0')}`;
};

const decimalText = (bytes, scale) => {
  const unscaled = BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
  if (scale === 0) return String(unscaled);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

/** Values as their text, cells as bytes. hyparquet would round decimals and microseconds. */
const rowsOf = async (path, columns) => {
  const file = await asyncBufferFromFile(path);
  const metadata = await parquetMetadataAsync(file);
  const scales = new Map();
  for (const element of metadata.schema) {
    if (element.converted_type !== 'DECIMAL') continue;
    scales.set(element.name, element.scale ?? 0);
    delete element.converted_type;
    delete element.logical_type;
  }
  const present = new Set(metadata.schema.map(element => element.name));
  const rows = await parquetReadObjects({
    file,
    metadata,
    columns: columns.filter(name => present.has(name)),
    utf8: false,
    compressors: { ZSTD: bytes => zstdDecompressSync(bytes) },
    parsers: {
      timestampFromMicroseconds: timestampText,
      dateFromDays: days => new Date(days * 86_400_000).toISOString().slice(0, 10),
    },
  });
  return rows.map(row =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        scales.has(name) && value ? decimalText(value, scales.get(name)) : value,
      ]),
    ),
  );
};

async function* bronzeCells(lake, { source, table, column, identity }) {
  const [cell, keyId] = [`${column}_encrypted`, `${column}_key_id`];
  for (const file of globSync(join(lake, 'bronze', source, table, 'ingest_date=*/*.parquet')).sort()) {
    for (const row of await rowsOf(file, [...identity, '_subject', cell, keyId])) {
      const told = identity.map(name => String(row[name]));
      yield { identity: told, subject: row._subject, cell: row[cell], keyId: row[keyId] };
    }
  }
}

/** Of all frames: zstdDecompressSync stops at the end of the first and says nothing. */
const unzstd = async bytes => {
  const chunks = [];
  for (let at = 0; at < bytes.length; ) {
    const frame = createZstdDecompress();
    frame.end(bytes.subarray(at));
    for await (const chunk of frame) chunks.push(chunk);
    at += frame.bytesWritten;
  }
  return Buffer.concat(chunks);
};

async function* quarantinedCells(lake, { source, table }) {
  for (const file of globSync(join(lake, 'quarantine', source, table, '*.jsonl.zst')).sort()) {
    const lines = (await unzstd(readFileSync(file))).toString();
    for (const line of lines.trimEnd().split('\n')) {
      const { row_number, subject, key_id, row_encrypted } = JSON.parse(line);
      const identity = [basename(file, '.jsonl.zst'), String(row_number)];
      // Nothing is kept of who was erased.
      const cell = row_encrypted && Buffer.from(row_encrypted, 'base64');
      yield { identity, subject, cell, keyId: key_id };
    }
  }
}

const [lake, workspace, ...columns] = process.argv.slice(2);
const cellKey = keysOf(lake, workspace);
for (const text of columns) {
  const [name, identity = ''] = text.split(':');
  const [source, table, column] = name.split('.');
  const of = { source, table, column, identity: identity.split(',') };
  for await (const row of column === '_quarantine' ? quarantinedCells(lake, of) : bronzeCells(lake, of)) {
    const told = { column: name, identity: row.identity };
    try {
      const aad = aadOf(workspace, of, row.identity);
      const value = row.cell ? opened(cellKey(of, row.keyId, row.subject), row.cell, aad).toString() : null;
      console.log(JSON.stringify({ ...told, value }));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      process.exitCode = 1;
      console.log(JSON.stringify({ ...told, fault: error.message }));
    }
  }
}
