/** @jest-environment ./test/adapters/onnx/oneRealm.js */
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { onnxClassifier } from '../../../lib/adapters/onnx/onnxClassifier.ts';
import { optionalPackage } from '../../../lib/adapters/onnx/packages.ts';
import type { SecondStageModel } from '../../../lib/config/workspace.ts';
import type { Finding } from '../../../lib/core/scrub/finding.ts';
import { ClassifierUnavailable } from '../../../lib/ports/tokenClassifier.ts';
import { newFolder } from '../../folders.ts';
import { classNames, gatherModel, type TinyModel, type Words, writeTinyModel } from './tinyModel.ts';

beforeAll(() => {
  for (const name of ['onnxruntime-node', 'tokenizers']) {
    try {
      createRequire(import.meta.url).resolve(name);
    } catch {
      throw new Error(`these tests need the optional package ${name}: run \`npm install --include=optional\``);
    }
  }
});

const words: Words = { zorblax: 'B-PER', vex: 'I-PER', zo: 'B-PER', '##bert': 'O', quux: 'LOC', ', ': 'O' };
const tiny = writeTinyModel(newFolder(), words);

const stage = ({ folder, sha256 }: TinyModel, more: Partial<SecondStageModel> = {}): SecondStageModel => ({
  model: folder,
  sha256,
  labels: { PER: 'PERSON', LOC: 'keep', PHONENUM: 'PHONE' },
  threshold: 0.5,
  when: 'always',
  maxTokens: 16,
  batchSize: 3,
  layers: [],
  ...more,
});

const classifier = onnxClassifier(stage(tiny));
afterAll(() => classifier.close());

/** What was found, as it stands in the text. */
const said = (text: string, findings: readonly Finding[]): string[] =>
  findings.map(({ start, end, label }) => `${label} ${text.slice(start, end)}`);

describe('what the model sees in tokens becomes findings of words', () => {
  test.each<[string, string, string[]]>([
    ['a name', 'told zorblax twice', ['PERSON zorblax']],
    ['in capitals', 'told ZORBLAX twice', ['PERSON ZORBLAX']],
    ['nothing', 'told nobody twice', []],
    ['the empty text', '', []],
    ['neighbours are one', 'told Zorblax Vex twice', ['PERSON Zorblax Vex']],
    ['neighbours across a hyphen', 'told Zorblax-Vex twice', ['PERSON Zorblax-Vex']],
    ['across a sentence they are two', 'told Zorblax; Vex went', ['PERSON Zorblax', 'PERSON Vex']],
    ['half a word tells the other half', 'told Zobert twice', ['PERSON Zobert']],
    ['what is kept stays', 'in Quux with Vex', ['PERSON Vex']],
    ['accents, composed', 'told Zórbláx twice', ['PERSON Zórbláx']],
    ['accents, decomposed', 'told Zorblax\u0301 twice', ['PERSON Zorblax\u0301']],
    ['behind emoji of two units', '😀👍 zorblax 😀 vex 😀', ['PERSON zorblax', 'PERSON vex']],
    ['behind half an emoji', '\ud83d zorblax', ['PERSON zorblax']],
    ['behind characters that the tokenizer drops', 'a\u200bb\u0000 zorblax', ['PERSON zorblax']],
    ["words that are a tokenizer's own", '[SEP] zorblax [CLS]', ['PERSON zorblax']],
  ])('%s', async (_name, text, expected) => {
    const [findings] = await classifier.classify([text]);
    expect(said(text, findings!)).toEqual(expected);
  });

  test('the score is the probability that the token is of one of the classes of a name', async () => {
    const [findings] = await classifier.classify(['vex']);
    expect(findings![0]!.score).toBeCloseTo((Math.exp(8) + 1) / (Math.exp(8) + classNames.length - 1), 5);
  });

  test.each([
    // e / (e + 4): the logit of its own class is 1, that of the four others 0.
    [0.4, ['PERSON vex']],
    [0.41, []],
  ])('a probability of 0.405 under a threshold of %d', async (threshold, expected) => {
    const vague = writeTinyModel(newFolder(), { vex: 'LOC' }, { logit: 1 });
    const labels = { PER: 'keep', LOC: 'PERSON', PHONENUM: 'keep' } as const;
    const unsure = onnxClassifier(stage(vague, { threshold, labels }));
    const [findings] = await unsure.classify(['vex']);
    expect(said('vex', findings!)).toEqual(expected);
    await unsure.close();
  });
});

describe('batches and windows', () => {
  test('many texts come back in their order, whatever the size of a batch', async () => {
    const texts = Array.from(
      { length: 50 },
      (_, i) => `${'so '.repeat((i * 7) % 11)}${i % 3 === 0 ? 'zorblax' : 'nobody'}`,
    );
    for (const batchSize of [1, 2, 7, 64]) {
      const other = onnxClassifier(stage(tiny, { batchSize }));
      const found = await other.classify(texts);
      expect(found.map((findings, i) => said(texts[i]!, findings))).toEqual(
        texts.map((_, i) => (i % 3 === 0 ? ['PERSON zorblax'] : [])),
      );
      await other.close();
    }
  });

  test('a name is found wherever it stands in a text of many windows', async () => {
    const filler = fc.constantFrom('so', 'é', '😀', 'a,b', 'word', '中文', '\n', 'x'.repeat(120));
    await fc.assert(
      fc.asyncProperty(
        fc.array(filler, { maxLength: 80 }),
        fc.array(filler, { maxLength: 80 }),
        async (before, after) => {
          const text = [...before, 'Zorblax', ...after].join(' ');
          const [findings] = await classifier.classify([text]);
          expect(said(text, findings!)).toEqual(['PERSON Zorblax']);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a text of a megabyte', async () => {
    const part = `${'so it goes 😀 '.repeat(1000)}Zorblax. `;
    const text = part.repeat(Math.ceil((1 << 20) / part.length));
    const long = onnxClassifier(stage(tiny, { maxTokens: 256 }));
    const [findings] = await long.classify([text]);
    expect(findings).toHaveLength(text.length / part.length);
    expect(new Set(said(text, findings!))).toEqual(new Set(['PERSON Zorblax']));
    await long.close();
  });

  test('a megabyte without a space', async () => {
    const text = `${'😀'.repeat(1 << 18)}zorblax`;
    const [findings] = await classifier.classify([text]);
    expect(findings).toEqual([]);
  });
});

describe('what cannot work says so when it is opened, before any text', () => {
  const broken = (change: Readonly<Record<string, string | Buffer | undefined>>) =>
    stage(writeTinyModel(newFolder(), words, { change }));
  const names = (...labels: string[]) => JSON.stringify({ id2label: { ...labels } });
  const two = [[0, 0]];

  test.each<[string, SecondStageModel, RegExp]>([
    [
      'no folder',
      { ...stage(tiny), model: '/nowhere/model' },
      /second_stage\.model: there is no folder \/nowhere\/model/,
    ],
    ['no model', broken({ 'model.onnx': undefined }), /holds no model\.onnx/],
    ['no tokenizer', broken({ 'tokenizer.json': undefined }), /holds no tokenizer\.json/],
    ['no names of classes', broken({ 'config.json': undefined }), /holds no config\.json/],
    ['weights elsewhere', broken({ 'model.onnx_data': 'x' }), /holds model\.onnx_data; weights outside/],
    [
      'another model than was meant',
      { ...stage(tiny), sha256: 'f'.repeat(64) },
      new RegExp(`f{64}, and that .* is ${tiny.sha256}`),
    ],
    ['a config that is no JSON', broken({ 'config.json': '{' }), /config\.json is not JSON/],
    ['a config without names', broken({ 'config.json': '{}' }), /has no id2label/],
    ['names with a gap', broken({ 'config.json': '{"id2label":{"0":"O","2":"B-PER"}}' }), /has no id2label/],
    [
      'a type that nobody explains',
      { ...stage(tiny), labels: { PER: 'PERSON', LOC: 'keep' } },
      /does not say what PHONENUM of .* is: name a label, or keep/,
    ],
    ['nothing to find', { ...stage(tiny), labels: { PER: 'keep', LOC: 'keep', PHONENUM: 'keep' } }, /keeps all/],
    [
      'a tokenizer that is none',
      broken({ 'tokenizer.json': '{"model":{"type":"Wordy"}}' }),
      /tokenizer\.json cannot be read/,
    ],
    ['a model that is none', broken({ 'model.onnx': 'not a model' }), /model\.onnx cannot be opened/],
    [
      'other classes than it has',
      broken({ 'config.json': names('O', 'PER') }),
      /gives float32 of 1 × 16 × 5, not float32 of 1 × 16 × 2/,
    ],
    [
      'other inputs',
      broken({ 'model.onnx': gatherModel(two, ['pixels', 'attention_mask', 'token_type_ids']) }),
      /reads pixels, attention_mask, token_type_ids, not input_ids/,
    ],
    ['fewer words than its tokenizer', broken({ 'model.onnx': gatherModel([[0, 0, 0, 0, 0]]) }), /fails on 16 tokens/],
    [
      'numbers that are none',
      broken({ 'model.onnx': gatherModel(Array.from({ length: 9 }, () => [Number.NaN, 0, 0, 0, 0])) }),
      /numbers that are none/,
    ],
  ])('%s', async (_name, wrong, says) => {
    const opened = onnxClassifier(wrong);
    await expect(opened.ready()).rejects.toThrow(ClassifierUnavailable);
    await expect(opened.ready()).rejects.toThrow(says);
  });
});

test('a package that is not installed: what to install', () => {
  expect(() => optionalPackage('onnxruntime-none')).toThrow(ClassifierUnavailable);
  expect(() => optionalPackage('onnxruntime-none')).toThrow(
    /needs the package onnxruntime-none, which cannot be loaded \(MODULE_NOT_FOUND\): run `npm install onnxruntime-none`/,
  );
});

test('a failure while texts are read does not quote them', async () => {
  // The first word is within the table, so that opening succeeds; the name is not.
  const short = writeTinyModel(newFolder(), words, {
    change: { 'model.onnx': gatherModel(Array(3).fill([8, 0, 0, 0, 0])) },
  });
  const failing = onnxClassifier(stage(short));
  await failing.ready();
  const error = await failing.classify(['my zorblax']).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ClassifierUnavailable);
  expect(JSON.stringify(error) + String(error)).not.toMatch(/zorblax/);
  await failing.close();
});

test('any tokenizer of tokenizer.json: one of bytes and merges', async () => {
  const vocab = { '<s>': 0, o: 1, k: 2, Ġ: 3, V: 4, e: 5, x: 6, Ve: 7, Vex: 8, ĠVex: 9, Ã: 10, '©': 11, a: 12 };
  const table = Array.from({ length: 13 }, (_, id) => (id >= 8 && id <= 9 ? [0, 8, 0, 0, 0] : [8, 0, 0, 0, 0]));
  const tokenizer = JSON.stringify({
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: null,
    decoder: null,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      vocab,
      merges: ['V e', 'Ve x', 'Ġ Vex'],
    },
  });
  const bpe = onnxClassifier(
    stage(
      writeTinyModel(newFolder(), words, { change: { 'tokenizer.json': tokenizer, 'model.onnx': gatherModel(table) } }),
    ),
  );
  const text = 'oké Vex ok';
  const [findings] = await bpe.classify([text]);
  expect(said(text, findings!)).toEqual(['PERSON Vex']);
  await bpe.close();
});
