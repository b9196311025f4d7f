import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { jsonText } from '../../lib/core/parseValue.ts';
import type { SourceValue } from '../../lib/core/rows.ts';
import { limits, read, seen } from './inputs.ts';

describe('JSON lines', () => {
  test.each<[string, string, unknown[]]>([
    ['one object a line', '{"a":1}\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
    ['the last line need not end', '{"a":1}\n{"a":2}', [{ a: 1 }, { a: 2 }]],
    ['Windows line ends and blank lines', '{"a":1}\r\n\r\n  \n{"a":2}\r\n', [{ a: 1 }, { a: 2 }]],
    ['a byte order mark', '\uFEFF{"a":1}\n', [{ a: 1 }]],
    ['nothing', '', []],
    ['blanks only', '\n \r\n', []],
    ['a broken line is one fault', '{"a":1}\n{"a":\n{"a":3}', [{ a: 1 }, 'malformed_row', { a: 3 }]],
    [
      'values that are no objects',
      '[1]\n"x"\n7\nnull\n',
      ['not_an_object', 'not_an_object', 'not_an_object', 'not_an_object'],
    ],
    ['a lone surrogate', '{"a":"\\ud83d"}\n{"a":"\\ud83d\\ude00"}', ['invalid_utf8', { a: '😀' }]],
    [
      'integers above 2^53, exact',
      '{"a":9007199254740993,"b":-9223372036854775808}',
      [{ a: 9007199254740993n, b: -9223372036854775808n }],
    ],
    [
      'long decimals as their own text',
      '{"a":12345678901234567.89,"b":0.1,"c":1.5}',
      [{ a: '12345678901234567.89', b: 0.1, c: 1.5 }],
    ],
    ['long integers that a double happens to hold, too', '{"a":1310000000000000000}', [{ a: 1310000000000000000n }]],
    ['digits within text are left alone', '{"a":"9007199254740993"}', [{ a: '9007199254740993' }]],
  ])('%s', async (_name, text, expected) => {
    expect(seen(await read('a.jsonl', text))).toEqual(expected);
  });

  test('row numbers count from 1, broken rows included', async () => {
    const rows = await read('a.jsonl', '{"a":1}\nx\n\n{"a":3}\n');
    expect(rows.map(row => row.number)).toEqual([1, 2, 3]);
    expect(rows[1]!.text()).toBe('x');
  });

  test('invalid UTF-8 is a fault of its row alone', async () => {
    const bytes = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}\n{"a":1}\n')]);
    expect(seen(await read('a.jsonl', bytes))).toEqual(['invalid_utf8', { a: 1 }]);
  });

  test('__proto__ is a key like any other', async () => {
    const [row] = await read('a.jsonl', '{"__proto__":{"polluted":true}}');
    if (!row || 'fault' in row) throw new Error('a fault');
    expect(Object.keys(row.record)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('a line above the limit is never held: its beginning goes to quarantine, the rest of the file goes on', async () => {
    const long = `{"a":"${'x'.repeat(3 << 20)}"}`;
    const rows = await read('a.jsonl', `{"a":1}\n${long}\n{"a":2}`, 1 << 16);
    expect(seen(rows)).toEqual([{ a: 1 }, 'row_too_large', { a: 2 }]);
    expect(rows[1]!.text()).toContain(`the first 65536 of ${long.length} bytes`);
  });

  test('nesting deeper than the stack is a fault, not a crash', async () => {
    const deep = `{"a":${'['.repeat(200_000)}1234567890123456789${']'.repeat(200_000)}}`;
    const rows = seen(await read('a.jsonl', `${deep}\n{"a":2}`, 1 << 16));
    expect(rows).toHaveLength(2);
    expect(rows[1]).toEqual({ a: 2 });
  });
});

describe('JSON array', () => {
  test.each<[string, string, unknown[]]>([
    ['elements', '[{"a":1},\n {"a":"]},{"}]', [{ a: 1 }, { a: ']},{' }]],
    ['none', ' [ ] ', []],
    ['escapes and nesting', '[{"a":"\\"[","b":[{"c":"}"}]}]', [{ a: '"[', b: [{ c: '}' }] }]],
    ['an element that is no object', '[1,{"a":2}]', ['not_an_object', { a: 2 }]],
    ['a broken element', '[{"a":},{"a":2}]', ['malformed_row', { a: 2 }]],
    ['cut off', '[{"a":1},{"a"', [{ a: 1 }, 'truncated_object']],
    ['cut off before an element', '[{"a":1},', [{ a: 1 }, 'truncated_object']],
    ['something after the end', '[{"a":1}] x', [{ a: 1 }, 'malformed_row']],
    ['a missing element', '[{"a":1},,{"a":2}]', [{ a: 1 }, 'malformed_row']],
    ['lines of objects, though the name says .json', '{"a":1}\n{"a":2}', [{ a: 1 }, { a: 2 }]],
  ])('%s', async (_name, text, expected) => {
    expect(seen(await read('a.json', text))).toEqual(expected);
  });
});

describe('CSV', () => {
  test.each<[string, string, unknown[]]>([
    ['fields are text', 'id,a\n1,x\n', [{ id: '1', a: 'x' }]],
    ['empty is NULL, quoted empty is empty', 'id,a,b\n1,,""\n', [{ id: '1', a: null, b: '' }]],
    [
      'quoted newlines, commas and quotes',
      'id,a\r\n1,"x,\r\n""y"""\r\n2,z\r\n',
      [
        { id: '1', a: 'x,\r\n"y"' },
        { id: '2', a: 'z' },
      ],
    ],
    ['too many and too few fields', 'id,a\n1,x,y\n2\n3,z\n', ['column_count', 'column_count', { id: '3', a: 'z' }]],
    ['a quote that is never closed', 'id,a\n1,x\n2,"y\n3,z\n', [{ id: '1', a: 'x' }, 'malformed_row']],
    ['text after a closing quote', 'id,a\n1,"x"y\n2,z\n', ['malformed_row', { id: '2', a: 'z' }]],
    ['a stray quote within a field', 'id,a\n1,5" pipe\n2,z\n', ['malformed_row', { id: '2', a: 'z' }]],
    ['a byte order mark and blank lines', '\uFEFFid,a\n\n1,é\n\n', [{ id: '1', a: 'é' }]],
    ['formulas are data', 'id,a\n1,=cmd|x\n', [{ id: '1', a: '=cmd|x' }]],
    ['a header without rows', 'id,a\n', []],
    ['a header that names a column twice', 'id,id\n1,2\n', ['wrong_format']],
    ['a header with an empty name', 'id,\n1,2\n', ['wrong_format']],
  ])('%s', async (_name, text, expected) => {
    expect(seen(await read('a.csv', text))).toEqual(expected);
  });

  test('tabs in .tsv', async () => {
    expect(seen(await read('a.tsv', 'id\ta\n1\tx,y\n'))).toEqual([{ id: '1', a: 'x,y' }]);
  });

  test('invalid UTF-8 is a fault of its row alone', async () => {
    const bytes = Buffer.from('id,a\n1,\xff\n2,\xc3\xa9\n', 'latin1');
    expect(seen(await read('a.csv', bytes))).toEqual(['invalid_utf8', { id: '2', a: 'é' }]);
  });
});

describe('compression is told by the first bytes', () => {
  const lines = '{"a":1}\n'.repeat(3000);
  test.each([
    ['gzip', gzipSync(lines)],
    ['gzip in two members', Buffer.concat([gzipSync(lines.slice(0, 8000)), gzipSync(lines.slice(8000))])],
    ['zstd', zstdCompressSync(lines)],
    [
      'zstd in two frames',
      Buffer.concat([zstdCompressSync(lines.slice(0, 8000)), zstdCompressSync(lines.slice(8000))]),
    ],
  ])('%s, whatever the name', async (_name, bytes) => {
    for (const name of ['a.jsonl', 'a.jsonl.gz', 'a']) expect(await read(name, bytes, 100)).toHaveLength(3000);
  });

  const random = Array.from({ length: 4000 }, (_, i) => `{"a":${(i * 2654435761) % 1e9}}\n`).join('');
  test.each([
    ['gzip', gzipSync(random)],
    ['zstd', zstdCompressSync(random)],
  ])('%s cut short: the whole rows before, then one fault', async (_name, bytes) => {
    const rows = seen(await read('a.jsonl', bytes.subarray(0, Math.floor(bytes.length * 0.7)), 1000));
    expect(rows.at(-1)).toBe('truncated_object');
    expect(rows.slice(0, -1).every(row => typeof row === 'object')).toBe(true);
    if (_name === 'gzip') expect(rows.length).toBeGreaterThan(1000);
  });

  test('a bomb is stopped at the expansion limit', async () => {
    const bomb = gzipSync('{"a":1}\n'.repeat(8 << 20));
    const rows = seen(await read('a.jsonl.gz', bomb, 1 << 16));
    expect(rows.at(-1)).toBe('expansion_limit');
    expect(rows.length).toBeLessThan((16 << 20) / 8);
  });
});

describe('an object of another format is one fault', () => {
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000010', 'hex');
  test.each([
    ['a picture named .jsonl', 'a.jsonl', png],
    ['a picture named .csv', 'a.csv', png],
    ['text named .parquet', 'a.parquet', Buffer.from('id,a\n1,2\n')],
    ['a long text without any object', 'a.jsonl', Buffer.from('once upon a time\n'.repeat(6000))],
  ])('%s', async (_name, name, bytes) => {
    expect(seen(await read(name, bytes, 1 << 16))).toEqual(['wrong_format']);
  });
});

describe('whatever is written is read back equal, wherever the chunks are cut', () => {
  const value: fc.Arbitrary<SourceValue> = fc.oneof(
    fc.string({ unit: 'binary' }).filter(s => s.isWellFormed()),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n }).map(n => (Number.isSafeInteger(Number(n)) ? Number(n) : n)),
    fc.double({ noDefaultInfinity: true, noNaN: true }).map(d => (Object.is(d, -0) || String(d).length > 15 ? 0 : d)),
    fc.boolean(),
    fc.constant(null),
  );
  const records = fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), value, { maxKeys: 4 }), { maxLength: 8 });
  const chunk = fc.integer({ min: 1, max: 64 });
  const wrap = fc.constantFrom((b: Buffer) => b, gzipSync, zstdCompressSync);

  test('JSON lines and JSON arrays', async () => {
    await fc.assert(
      fc.asyncProperty(records, chunk, wrap, async (all, size, compress) => {
        const lines = all.map(r => jsonText(r));
        const plain = all.map(r => ({ ...r }));
        expect(seen(await read('a.jsonl', compress(Buffer.from(lines.join('\n'))), size))).toEqual(plain);
        expect(seen(await read('a.json', compress(Buffer.from(`[${lines.join(' ,\n')}]`)), size))).toEqual(plain);
      }),
    );
  });

  test('CSV', async () => {
    const field = fc.option(fc.string({ unit: 'grapheme' }).filter(s => !s.includes('\0')));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(field, field), { maxLength: 8 }),
        chunk,
        wrap,
        async (rows, size, compress) => {
          const quoted = (f: string | null): string => (f === null ? '' : `"${f.replaceAll('"', '""')}"`);
          const text = ['a,b', ...rows.map(r => r.map(quoted).join(','))].join('\r\n');
          expect(seen(await read('a.csv', compress(Buffer.from(text)), size))).toEqual(
            rows.map(([a, b]) => ({ a, b })),
          );
        },
      ),
    );
  });

  test('any bytes at all give rows or faults, and an end', async () => {
    const name = fc.constantFrom('a.jsonl', 'a.json', 'a.csv', 'a.parquet', 'a');
    const head = fc.constantFrom(
      Buffer.from('{"a"'),
      Buffer.from('['),
      Buffer.from('PAR1'),
      gzipSync('{"a":1}').subarray(0, 12),
      Buffer.from([]),
    );
    await fc.assert(
      fc.asyncProperty(name, head, fc.uint8Array({ maxLength: 200 }), chunk, async (n, h, bytes, size) => {
        const rows = await read(n, Buffer.concat([h, bytes]), size, limits);
        expect(rows.map(r => r.number)).toEqual(rows.map((_, i) => i + 1));
      }),
    );
  });
});
