import fc from 'fast-check';

interface Edit {
  readonly at: number;
  readonly cut: number;
  /** Put in; of a number, so many bytes from elsewhere in the same input. */
  readonly put: Uint8Array | number;
}

/** Pieces that mean something to one reader or another. */
const pieces = [
  ...[
    '',
    '\0',
    '\n',
    '\r\n',
    '\t',
    ' ',
    ',',
    '"',
    '""',
    "'",
    '\\',
    '{',
    '}',
    '[',
    ']',
    ':',
    '{}',
    '[]',
    'null',
    '-0',
    '1e999',
  ],
  ...['__proto__', '{"__proto__":{"polluted":1}}', 'constructor', '\\ud83d', '\\u0000', '9007199254740993', '0.1e-7'],
  ...[
    '=cmd|x',
    '@SUM(A1)',
    '+1',
    '../',
    '/etc/passwd',
    '%2e%2e/',
    '; DROP TABLE t; --',
    "' OR 1=1",
    '\u2028',
    '\ufeff',
  ],
  ...['&a ', '*a', '<<: *a\n', '|\n', '---\n', '!!map ', '? ', '- ', 'PAR1', '👩‍👩‍👧'],
].map(text => new Uint8Array(Buffer.from(text)));
const odd = [
  [0xff],
  [0xc3],
  [0xed, 0xa0, 0x80],
  [0xef, 0xbb, 0xbf],
  [0x1f, 0x8b],
  [0x28, 0xb5, 0x2f, 0xfd],
  [0x80],
  [0x7f],
];

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.nat({ max: 1 << 20 }),
  cut: fc.oneof(fc.constant(0), fc.nat({ max: 8 }), fc.nat({ max: 200 })),
  put: fc.oneof(
    fc.constantFrom(...pieces, ...odd.map(bytes => Uint8Array.from(bytes))),
    fc.uint8Array({ maxLength: 4 }),
    fc.nat({ max: 64 }),
  ),
});

const edited = (bytes: Uint8Array, { at, cut, put }: Edit): Uint8Array => {
  const start = at % (bytes.length + 1);
  const from = (at * 31) % (bytes.length + 1);
  const piece = typeof put === 'number' ? bytes.subarray(from, from + put) : put;
  return Buffer.concat([bytes.subarray(0, start), piece, bytes.subarray(start + cut)]);
};

/** Good inputs with up to six pieces cut out, put in or said twice. */
export const mutated = (good: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(fc.constantFrom(...good), fc.array(edit, { maxLength: 6 }))
    .map(([bytes, edits]) => edits.reduce(edited, bytes));

/** The same of texts: always well-formed UTF-16, and any Unicode. */
export const mutatedText = (good: readonly string[]): fc.Arbitrary<string> =>
  mutated(good.map(text => new Uint8Array(Buffer.from(text)))).map(bytes => Buffer.from(bytes).toString('utf8'));
