import { appendFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeTinyModel } from '../adapters/onnx/tinyModel.ts';
import { newFolder } from '../folders.ts';
import { hushlake, runJson } from './cli.ts';

/** The workspaces, with a model for ctl-dev that knows one name that no dictionary has. */
const configsWith = (sha256?: string): string => {
  const folder = join(newFolder(), 'configs');
  cpSync(resolve(import.meta.dirname, '../../configs'), folder, { recursive: true });
  const model = writeTinyModel(join(folder, 'ctl-dev/models/tiny'), { zorblax: 'B-PER' });
  appendFileSync(
    join(folder, 'ctl-dev/workspace.yaml'),
    `second_stage:
  model: models/tiny
  sha256: "${sha256 ?? model.sha256}"
  labels: { PHONENUM: PHONE }
`,
  );
  return folder;
};

/** A lake with files enough for two worker threads. */
const lake = (): string => {
  const root = newFolder();
  const folder = join(root, 'raw/platform-db/survey_response');
  mkdirSync(folder, { recursive: true });
  for (const id of [1, 2, 3]) {
    const row = { id, conversation_id: 1, question: 'Did it help?', score: 5, answered_at: '2026-11-01T10:00:00Z' };
    writeFileSync(
      join(folder, `${id}.jsonl`),
      JSON.stringify({ ...row, comment: 'Yes, I told Zorblax 😀 and zorblax' }),
    );
  }
  return root;
};

const comments = (root: string, configs: string): string[] => {
  const { stdout, stderr } = hushlake([
    'query',
    '-w',
    'ctl-dev',
    '--lake',
    root,
    '--config',
    configs,
    '--json',
    'SELECT comment, _contract_version FROM ctl_dev_bronze.platformdb.survey_response ORDER BY id',
  ]);
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { comment: string }[]).map(({ comment }) => comment);
};

test('run, in two threads: names that no dictionary knows are gone', () => {
  const configs = configsWith();
  const root = lake();
  const { status, report } = runJson(root, '--config', configs, '--workers', '2');
  expect(status).toBe(0);
  expect(report.tables.find(({ table }) => table === 'survey_response')).toMatchObject({ findings: { PERSON: 6 } });
  expect(comments(root, configs)).toEqual(Array(3).fill('Yes, I told [PERSON] 😀 and [PERSON]'));
});

test('another model than workspace.yaml names: nothing is loaded, and the message says which it is', () => {
  const root = lake();
  const { status, stdout, stderr } = hushlake([
    'run',
    '-w',
    'ctl-dev',
    '--lake',
    root,
    '--config',
    configsWith('0'.repeat(64)),
  ]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/second_stage\.sha256 is 0{64}, and that of the files in .*\/models\/tiny is [0-9a-f]{64}/);
  expect(existsSync(join(root, 'bronze'))).toBe(false);
});
