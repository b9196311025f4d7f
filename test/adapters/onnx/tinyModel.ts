import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Just enough protobuf to write an ONNX file: numbers and what has a length.
 * @see https://protobuf.dev/programming-guides/encoding/
 */
const varint = (value: number): number[] => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)]);
const number = (field: number, value: number): Buffer => Buffer.from([...varint(field << 3), ...varint(value)]);
const bytes = (field: number, ...parts: readonly (Buffer | string)[]): Buffer => {
  const content = Buffer.concat(parts.map(part => Buffer.from(part as string)));
  return Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(content.length)]), content]);
};

/** Element types of ONNX's TensorProto. */
const float = 1;
const int64 = 7;

const dimension = (size: string | number): Buffer =>
  bytes(1, typeof size === 'number' ? number(1, size) : bytes(2, size));

const valueInfo = (field: number, name: string, type: number, shape: readonly (string | number)[]): Buffer =>
  bytes(field, bytes(1, name), bytes(2, bytes(1, number(1, type), bytes(2, ...shape.map(dimension)))));

/** One step of a graph. */
const node = (operator: string, inputs: readonly string[], output: string): Buffer =>
  bytes(1, ...inputs.map(input => bytes(1, input)), bytes(2, output), bytes(4, operator));

/**
 * An ONNX file that looks each token's logits up in a table: `Gather(table, input_ids × attention_mask + token_type_ids)`.
 * It knows no context, and so a test knows what it will say; a wrong mask or type gives the logits of another token.
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export const gatherModel = (
  table: readonly (readonly number[])[],
  inputs: readonly [string, string, string] = ['input_ids', 'attention_mask', 'token_type_ids'],
): Buffer => {
  const classes = table[0]!.length;
  const weights = Buffer.from(Float32Array.from(table.flat()).buffer);
  const [ids, mask, types] = inputs;
  const graph = bytes(
    7,
    node('Mul', [ids, mask], 'seen'),
    node('Add', ['seen', types], 'typed'),
    node('Gather', ['table', 'typed'], 'logits'),
    bytes(2, 'tiny'),
    bytes(5, number(1, table.length), number(1, classes), number(2, float), bytes(8, 'table'), bytes(9, weights)),
    ...inputs.map(name => valueInfo(11, name, int64, ['batch', 'sequence'])),
    valueInfo(12, 'logits', float, ['batch', 'sequence', classes]),
  );
  return Buffer.concat([number(1, 8), graph, bytes(8, number(2, 13))]);
};

/** The classes of the tiny model. */
export const classNames = ['O', 'B-PER', 'I-PER', 'LOC', 'PHONENUM'] as const;

/** Words in lower case, each with the class that the model sees in it; any other word is outside. */
export type Words = Readonly<Record<string, (typeof classNames)[number]>>;

const special = ['[UNK]', '[CLS]', '[SEP]'];

const addedToken = (content: string, id: number) => ({
  id,
  content,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
  special: true,
});

/** tokenizer.json of a BERT-like model with this vocabulary. */
const wordPieces = (vocabulary: readonly string[]) => ({
  version: '1.0',
  // As exporters leave them: what a file says of length must not count here.
  truncation: { direction: 'Right', max_length: 8, strategy: 'LongestFirst', stride: 0 },
  padding: {
    strategy: { Fixed: 40 },
    direction: 'Right',
    pad_to_multiple_of: null,
    pad_id: 0,
    pad_type_id: 0,
    pad_token: '[UNK]',
  },
  added_tokens: special.map(addedToken),
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: { type: 'BertProcessing', sep: ['[SEP]', 2], cls: ['[CLS]', 1] },
  decoder: null,
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(vocabulary.map((word, id) => [word, id])),
  },
});

export interface TinyModel {
  readonly folder: string;
  readonly sha256: string;
}

/** The logit of a word's class, against 0 for each other class: a probability of 0.999. */
const sure = 8;

/**
 * Writes a token-classification model as Hugging Face exports them: model.onnx, tokenizer.json, config.json. `change` puts
 * other contents in the place of files; undefined leaves one out.
 */
export const writeTinyModel = (
  folder: string,
  words: Words,
  {
    logit = sure,
    change = {},
  }: { logit?: number; change?: Readonly<Record<string, string | Buffer | undefined>> } = {},
): TinyModel => {
  const vocabulary = [...special, ...Object.keys(words)];
  const table = vocabulary.map(word =>
    classNames.map(name => (name === (words[word] ?? 'O') ? (words[word] ? logit : sure) : 0)),
  );
  const files: Record<string, string | Buffer | undefined> = {
    'model.onnx': gatherModel(table),
    'tokenizer.json': JSON.stringify(wordPieces(vocabulary)),
    'config.json': JSON.stringify({ id2label: Object.fromEntries(classNames.map((name, id) => [id, name])) }),
    ...change,
  };
  mkdirSync(folder, { recursive: true });
  const sum = createHash('sha256');
  for (const [name, content] of Object.entries(files)) {
    if (content === undefined) continue;
    writeFileSync(join(folder, name), content);
    if (['model.onnx', 'tokenizer.json', 'config.json'].includes(name)) sum.update(content);
  }
  return { folder, sha256: sum.digest('hex') };
};
