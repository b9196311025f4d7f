import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { checksumText } from '../../lib/core/withChecksum.ts';
import { column, contract } from '../contracts.ts';
import { keysFor, planOf } from './plans.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const checked = contract({
  columns: [
    column('id', 'bigint'),
    column('status'),
    column('paid', 'decimal(10,2)'),
    column('day', 'date'),
    column('at', 'timestamp'),
    column('open', 'boolean'),
  ],
  checksum: { columns: ['status', 'paid', 'day', 'at', 'open'], keyed: false },
});

test('is the MD5 of v1 and one netstring a column, in the listed order', () => {
  const row = { id: 1, status: 'né', paid: -1.5, day: '1899-01-02', at: '2026-01-01T00:00:00.5Z', open: true };
  const text = 'v1,3:né,5:-1.50,10:1899-01-02,26:2026-01-01 00:00:00.500000,4:true,';
  expect(planOf(checked)([row]).columns.get('md5_checksum')!.values).toEqual([md5(text)]);
});

test('null is ~, and differs from the empty string', () => {
  expect(checksumText([null])).toBe('v1,~,');
  expect(checksumText([''])).toBe('v1,0:,');
});

test('a column that the row does not have counts as null', () => {
  const short = contract({ checksum: { columns: ['status', 'absent'], keyed: false } });
  expect(planOf(short)([{ id: 1, status: 'a' }]).columns.get('md5_checksum')!.values).toEqual([md5('v1,1:a,~,')]);
});

test('no two different rows share a text, however their values are cut', () => {
  const texts = fc.array(fc.option(fc.string({ unit: 'grapheme' })), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      fc.pre(JSON.stringify(a) !== JSON.stringify(b));
      expect(checksumText(a)).not.toBe(checksumText(b));
    }),
  );
});

test('over a private column the secret stands in front, so that guessing texts is of no use', () => {
  const keyed = contract({
    columns: [column('id', 'bigint'), column('message')],
    scrubbed: ['message'],
    checksum: { columns: ['message'], keyed: true },
  });
  const secret = Buffer.from(keysFor(keyed).checksumSecret!).toString('hex');
  const [value] = planOf(keyed)([{ id: 1, message: 'hi' }]).columns.get('md5_checksum')!.values;
  expect(value).toBe(md5(`v1,64:${secret},2:hi,`));
  expect(value).not.toBe(md5('v1,2:hi,'));
});
