import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { newFolder } from '../folders.ts';
import { hushlake, runJson } from './cli.ts';

/** The workspaces, with options for the comments of surveys. */
const configsWith = (options: string): string => {
  const folder = join(newFolder(), 'configs');
  cpSync(resolve(import.meta.dirname, '../../configs'), folder, { recursive: true });
  const file = join(folder, 'ctl-dev/data-assets/platform-db.yaml');
  const before = '  scrubbing: [comment]\n';
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(before);
  writeFileSync(file, text.replace(before, `${before}  scrubbing_options: ${options}\n`));
  return folder;
};

/** Comments of two conversations, each a file, from raw to silver. */
const comments = (configs: string, lake = newFolder()): string[] => {
  const folder = join(lake, 'raw/platform-db/survey_response');
  mkdirSync(folder, { recursive: true });
  const rows: [number, string][] = [
    [1, 'my name is Marcus, im 17'],
    [1, 'marcus is tired'],
    [2, 'Marcus was kind'],
  ];
  for (const [i, [conversation, comment]] of rows.entries()) {
    const row = {
      id: i,
      conversation_id: conversation,
      question: 'how',
      score: 5,
      answered_at: '2026-11-01T10:00:00Z',
    };
    writeFileSync(join(folder, `${i}.jsonl`), JSON.stringify({ ...row, comment }));
  }
  expect(runJson(lake, '--config', configs).status).toBe(0);
  const sql = 'SELECT comment FROM ctl_dev_silver.platformdb.survey_response ORDER BY id';
  const { stdout } = hushlake(['query', '-w', 'ctl-dev', '--lake', lake, '--config', configs, '--json', sql]);
  return (JSON.parse(stdout) as { comment: string }[]).map(({ comment }) => comment);
};

test('consistent_within: one person is one placeholder in a conversation, another in the next, in another lake too', () => {
  const configs = configsWith('{ consistent_within: conversation_id }');
  const lake = newFolder();
  const [first, second, third] = comments(configs, lake);
  const placeholder = (text: string | undefined) => /\[PERSON_\w{6}\]/.exec(text ?? '')?.[0];
  expect(first).toBe(`my name is ${placeholder(first)}, im 17`);
  expect(second).toBe(`${placeholder(first)} is tired`);
  expect(third).toBe(`${placeholder(third)} was kind`);
  expect(placeholder(third)).not.toBe(placeholder(first));
  // Another lake has another secret.
  expect(placeholder(comments(configs)[0])).not.toBe(placeholder(first));
});

test('ages: redact', () => {
  expect(comments(configsWith('{ ages: redact }'))[0]).toBe('my name is [PERSON], im [AGE]');
});

test('hushlake scrub keeps ages, and takes them where it is asked to', () => {
  const scrub = (...more: string[]) => hushlake(['scrub', '--jsonl', ...more], '{"text":"im marcus, 17f"}').stdout;
  expect(scrub()).toContain('im [PERSON], 17f');
  expect(scrub('--ages', 'redact')).toContain('im [PERSON], [AGE]');
});
