import fc from 'fast-check';

/** Texts of raw files as producers write them, and as they should not: for properties of readers and loads. */

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('', 'hello', 'call 202-555-0143', 'hé 👩‍👩‍👧', 'a,b', 'a"b', 'two\nlines', 'two\r\nlines', '\r', '"'),
);
const value = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
  fc.bigInt(0n, 2n ** 70n),
);
/** JSON knows integers of any length; the marks around them are taken away again. */
const json = (record: object): string =>
  JSON.stringify(record, (_, v: unknown) => (typeof v === 'bigint' ? `<${v}>` : v)).replace(/"<(\d+)>"/g, '$1');

const anyRecord = fc.dictionary(fc.constantFrom('id', 'message', 'status', 'more', 'a'), value, { maxKeys: 5 });
const jsonLine = fc.oneof(
  { weight: 4, arbitrary: fc.record({ id: fc.nat(), message: text, status: text }).map(json) },
  { weight: 2, arbitrary: anyRecord.map(json) },
  fc.constantFrom(
    '',
    ' ',
    '\r',
    'broken',
    '{"id":1',
    '[1]',
    '"x"',
    ' '.repeat(70),
    `{"id":2,"a":"${'x'.repeat(300)}"}`,
  ),
);
const ending = fc.constantFrom('\n', '\r\n');

const joined = ([before, lines, bom, cut]: [string, [string, string][], boolean, boolean]): string => {
  const all = before + lines.map(([line, end]) => line + end).join('');
  return `${bom ? '\ufeff' : ''}${cut ? all.trimEnd() : all}`;
};

export const jsonLinesText = fc
  .tuple(fc.constant(''), fc.array(fc.tuple(jsonLine, ending), { maxLength: 25 }), fc.boolean(), fc.boolean())
  .map(joined);

const field = fc.oneof(
  { weight: 3, arbitrary: text.map(t => `"${t.replaceAll('"', '""')}"`) },
  { weight: 2, arbitrary: fc.constantFrom('', '1', '22', 'true', 'plain', 'a b') },
  // What RFC 4180 does not allow, and files hold all the same.
  fc.constantFrom('a"b', '"a"b', '"', 'x"', '""x'),
);
const csvRow = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.nat().map(String), field, field).map(fields => fields.join(',')) },
  fc.array(field, { maxLength: 5 }).map(fields => fields.join(',')),
);
const headers = fc.constantFrom('', '\n', '\r\n\n').map(before => `${before}id,message,status\n`);

export const csvText = fc
  .tuple(headers, fc.array(fc.tuple(csvRow, ending), { maxLength: 20 }), fc.boolean(), fc.boolean())
  .map(joined);
