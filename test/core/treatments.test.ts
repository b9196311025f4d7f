import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { aadIdentity, aadPrefix, CellFault, decryptCell, encryptCell } from '../../lib/core/cell.ts';
import { encryptedColumns, layoutOf } from '../../lib/core/layout.ts';
import { column, contract } from '../contracts.ts';
import { keysFor, planOf, table } from './plans.ts';

const treated = contract({
  columns: [
    column('id', 'bigint'),
    column('message'),
    column('note'),
    column('name'),
    column('phone'),
    column('born', 'date'),
    column('internal'),
  ],
  scrubbed: ['message', 'note'],
  encrypted: ['message', 'name', 'phone', 'born'],
  pseudonymized: ['phone'],
  dropped: ['internal'],
});
const row = {
  id: 7,
  message: 'call 5550100',
  note: 'at 12',
  name: 'Ann',
  phone: '+15550100',
  born: '1990-01-02',
  internal: 'x',
};
const keys = keysFor(treated, encryptedColumns(layoutOf(treated)));

const opened = (name: string, out: Record<string, unknown>): string =>
  decryptCell(
    keys.columns.get(name)!.bytes,
    Buffer.from(`hushlake/1/ctl-dev/platform-db/message/${name}/7`),
    out[`${name}_encrypted`] as Uint8Array,
  );

describe('what each treatment leaves in bronze', () => {
  const [out] = table(planOf(treated)([row]));

  test('identity and untreated columns: as they are', () => expect(out!['id']).toBe(7n));
  test('scrubbed: the text with labels', () => expect(out!['note']).toBe('at [PHONE]'));
  test('scrubbed and encrypted: both', () => {
    expect(out!['message']).toBe('call [PHONE]');
    expect(opened('message', out!)).toBe('call 5550100');
  });
  test('encrypted only: no clear column', () => {
    expect(Object.keys(out!)).not.toContain('name');
    expect(opened('name', out!)).toBe('Ann');
    expect(opened('born', out!)).toBe('1990-01-02');
  });
  test('pseudonymized: the keyed hash, so that joins still work', () => {
    expect(out!['phone']).toBe(createHmac('sha256', keys.pseudonymSecret!).update('+15550100').digest('hex'));
    expect(opened('phone', out!)).toBe('+15550100');
  });
  test('dropped: nothing at all', () => expect(Object.keys(out!).join()).not.toContain('internal'));
  test('lineage: where the row came from', () =>
    expect(out!).toMatchObject({
      _source_uri: 'lake://ctl-dev/raw/platform-db/message/a.jsonl',
      _source_version: 'v1',
      _source_row: 1n,
      _ingested_at: 1795428000000000n,
      _load_id: 'load-1',
      _contract_version: '0123456789ab',
    }));
  test('exactly the columns of the layout', () =>
    expect([...Object.keys(out!)].sort()).toEqual(
      layoutOf(treated)
        .bronze.map(c => c.name)
        .sort(),
    ));
});

test('null stays null; the empty string is encrypted', () => {
  const out = table(
    planOf(treated)([
      { id: 7, message: null },
      { id: 7, message: '' },
    ]),
  );
  expect(out[0]).toMatchObject({ message: null, message_encrypted: null, message_key_id: null });
  expect(opened('message', out[1]!)).toBe('');
});

test('no original of a sensitive column is left anywhere in the batch', () => {
  const text = fc.stringMatching(/^[0-9]{8,12}$/);
  fc.assert(
    fc.property(
      fc.array(fc.record({ id: fc.integer(), message: text, name: text, phone: text, other: text })),
      records => {
        const batch = planOf(treated)(records);
        const all = JSON.stringify(table(batch), (_k, v) =>
          typeof v === 'bigint' ? String(v) : v instanceof Uint8Array ? Buffer.from(v).toString('latin1') : v,
        );
        for (const record of records) {
          for (const value of [record.message, record.name, record.phone, record.other])
            expect(all).not.toContain(value);
        }
      },
    ),
  );
});

describe('a cell', () => {
  const key = new Uint8Array(32).fill(3);
  const iv = new Uint8Array(12).fill(4);
  const aad = Buffer.from('a');
  const cell = encryptCell(key, iv, aad, 'hello 👋');

  test('is IV, ciphertext, tag', () => {
    expect(cell.length).toBe(12 + Buffer.byteLength('hello 👋') + 16);
    expect([...cell.subarray(0, 12)]).toEqual([...iv]);
  });
  test('opens to what was put in, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.uint8Array(), (text, otherAad) => {
        expect(decryptCell(key, otherAad, encryptCell(key, iv, otherAad, text))).toBe(text);
      }),
    );
  });
  test('changed in any bit, cut anywhere, or moved to another row does not open', () => {
    for (let i = 0; i < cell.length; i++) {
      const changed = Uint8Array.from(cell);
      changed[i]! ^= 1;
      expect(() => decryptCell(key, aad, changed)).toThrow(CellFault);
      expect(() => decryptCell(key, aad, cell.subarray(0, i))).toThrow(CellFault);
    }
    expect(() => decryptCell(key, Buffer.from('b'), cell)).toThrow('not authentic');
    expect(() => decryptCell(new Uint8Array(32), aad, cell)).toThrow('not authentic');
  });
});

test('no two identities share an AAD, slashes and unicode included', () => {
  expect(aadPrefix('ctl-dev', 'platform-db', 'message', 'message') + aadIdentity(['7'])).toBe(
    'hushlake/1/ctl-dev/platform-db/message/message/7',
  );
  expect(aadIdentity(['a/b', 'ü (1)*'])).toBe('a%2Fb/%C3%BC%20%281%29%2A');
  const ids = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 2 });
  fc.assert(
    fc.property(ids, ids, (a, b) => {
      fc.pre(a[0] !== b[0] || a[1] !== b[1]);
      expect(aadIdentity(a)).not.toBe(aadIdentity(b));
    }),
  );
});
