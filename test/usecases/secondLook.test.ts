import type { SecondStage } from '../../lib/config/tableContract.ts';
import { ClassifierUnavailable, type TokenClassifier } from '../../lib/ports/tokenClassifier.ts';
import { column, contract } from '../contracts.ts';
import { bronzeRows, filesBelow, ingestAll, lakeWith } from './lakes.ts';

const sha256 = 'a'.repeat(64);
const stage: SecondStage = { sha256, labels: { PER: 'PERSON' }, threshold: 0.5, when: 'unsure', maxTokens: 64 };
const first = contract({
  columns: [column('id', 'bigint'), column('message'), column('note'), column('status')],
  encrypted: ['message'],
  scrubbed: ['message', 'note'],
});
const message = contract({ ...first, secondStage: stage });
/** Of the first the tagger of names is unsure, of the second it is sure that nobody is named. */
const rows = [
  { id: 1, message: 'eat zorblax', note: 'eat zorblax', status: 'to zorblax' },
  { id: 2, message: 'a zorblax', note: null, status: 'sent' },
  { id: 3, message: 'eat zorblax', note: 'call 202-555-0143', status: 'sent' },
];
const lake = () => lakeWith({ 'platform-db/message/a.jsonl': rows.map(row => `${JSON.stringify(row)}\n`).join('') });

/** Finds "zorblax" in any case, and keeps what it was asked. */
const classifier = (): TokenClassifier & { readonly asked: string[] } => {
  const asked: string[] = [];
  return {
    asked,
    ready: async () => {},
    classify: async texts => {
      asked.push(...texts);
      return texts.map(text =>
        [...text.matchAll(/zorblax/gi)].map(({ index }) => ({
          start: index,
          end: index + 7,
          label: 'PERSON' as const,
          score: 0.9,
        })),
      );
    },
    close: async () => {},
  };
};

test('the model reads the unsure texts of scrubbed columns, each once, and no other', async () => {
  const opened = await lake();
  const model = classifier();
  const [outcome] = await ingestAll({ ...opened, classifier: model }, message);
  expect(model.asked).toEqual(['eat zorblax']);
  expect(await bronzeRows(opened)).toMatchObject([
    { message: 'eat [PERSON]', note: 'eat [PERSON]', status: 'to zorblax' },
    { message: 'a zorblax', note: null },
    { message: 'eat [PERSON]', note: 'call [PHONE]' },
  ]);
  expect(outcome).toMatchObject({
    record: { counts: { findings: { PERSON: 3, PHONE: 1 }, secondStage: { sha256, texts: 1 } } },
  });
});

test('with `when: always` it reads them all', async () => {
  const opened = await lake();
  const model = classifier();
  await ingestAll({ ...opened, classifier: model }, { ...message, secondStage: { ...stage, when: 'always' } });
  expect(model.asked.sort()).toEqual(['a zorblax', 'call 202-555-0143', 'eat zorblax']);
  expect((await bronzeRows(opened))[1]).toMatchObject({ message: 'a [PERSON]' });
});

test('a contract without a second stage does not ask, though there is a model', async () => {
  const opened = await lake();
  const model = classifier();
  const [outcome] = await ingestAll({ ...opened, classifier: model }, first);
  expect(model.asked).toEqual([]);
  expect(outcome).not.toHaveProperty('record.counts.secondStage');
  expect((await bronzeRows(opened))[0]).toMatchObject({ message: 'eat zorblax' });
});

describe('without its model nothing is loaded', () => {
  const failing = (when: 'ready' | 'classify'): TokenClassifier => ({
    ...classifier(),
    [when]: async () => {
      throw new ClassifierUnavailable('the model is not to be had');
    },
  });
  test.each<[string, TokenClassifier | undefined, string]>([
    ['no model was given', undefined, 'the contract asks for a second stage, and no model was given'],
    ['it cannot be opened', failing('ready'), 'the model is not to be had'],
    ['it fails on the way', failing('classify'), 'the model is not to be had'],
  ])('%s', async (_name, model, detail) => {
    const opened = await lake();
    const ports = model ? { ...opened, classifier: model } : opened;
    expect(await ingestAll(ports, message)).toEqual([{ state: 'failed', code: 'model_unavailable', detail }]);
    expect(filesBelow(opened.root).filter(path => /^(bronze|quarantine)\//.test(path))).toEqual([]);
    expect(await opened.ledger.loads()).toMatchObject([{ state: 'failed', errorCode: 'model_unavailable' }]);
  });
});
