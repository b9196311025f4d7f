/**
 * Prints docs/aws-transcript.md from a run against the emulator: `npm run --silent test:aws -- --transcript`. What is shown
 * is what the programs said, without progress, colours and times.
 */
import { randomBytes } from 'node:crypto';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import {
  account,
  athena,
  cdk,
  drop,
  type Ended,
  eventually,
  hushlake,
  ledger,
  makeConfigs,
  names,
  onCall,
  region,
  sqs,
} from './cloud.ts';

const configs = makeConfigs();
const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const progress = /^\s*(hushlake-ctl-dev|CDKToolkit) \||^\s*$|npm warn|feature flags|Bundling|^Outputs|^\[.*%\]/;
const clean = (text: string): string =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of a terminal
    .replace(/\x1b\[[0-9;]*[A-Za-z]/g, '')
    .replaceAll(configs.folder, 'configs')
    .replace(/\d+(\.\d+)?s$/gm, '… s')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…')
    .split('\n')
    .filter(line => !progress.test(line))
    .join('\n')
    .trim();
const block = (command: string, output: string): void => print(`\n\`\`\`console\n$ ${command}\n${output}\n\`\`\``);
const show = async (command: string, ended: Promise<Ended>, keep: RegExp = /./): Promise<void> => {
  const { code, output } = await ended;
  const lines = clean(output)
    .split('\n')
    .filter(line => keep.test(line));
  block(command, [...lines, ...(code === 0 ? [] : [`(exit code ${code})`])].join('\n'));
};
const rows = (found: readonly object[]): string =>
  found.map(row => JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? Number(value) : value))).join('\n');

try {
  print(`# A transcript

What a deployment of \`ctl-dev\` looks like, from an empty account to \`cdk destroy\`. Printed by
\`npm run --silent test:aws -- --transcript\` against an emulator, whose one account is ${account}; schedules and one promise
were set to a minute or two.

## An account that is not prepared`);
  await show('npx hushlake deploy -w ctl-dev', hushlake(['deploy', '-w', 'ctl-dev', '--config', configs.folder]));
  await show(
    `npx cdk bootstrap aws://${account}/${region}`,
    cdk(configs.folder, 'bootstrap', `aws://${account}/${region}`),
    /✅/,
  );

  print('\n## Deploy');
  const deploy = (...more: readonly string[]) =>
    hushlake(['deploy', '-w', 'ctl-dev', '--config', configs.folder, ...more]);
  await show('npx hushlake deploy -w ctl-dev --yes', deploy('--yes'), /nothing stands|✅|arn:/);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'on-call' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: QueueUrl!, AttributeNames: ['QueueArn'] }),
  );
  await new SNSClient({}).send(
    new SubscribeCommand({
      TopicArn: `arn:aws:sns:${region}:${account}:${names.topic}`,
      Protocol: 'sqs',
      Endpoint: Attributes!['QueueArn']!,
    }),
  );
  const heard = onCall(QueueUrl!);

  print('\n## A file, and what becomes of it');
  const text = [
    {
      id: 1,
      message: 'im jess, text me at 202-555-0143',
      status: 'sent',
      type: 'in',
      timestamp: '2026-11-23T10:00:00Z',
    },
    { id: 2, message: 'ok talk soon', status: 'sent', type: 'out', timestamp: '2026-11-23T10:01:00Z' },
  ];
  const uri = await drop('platform-db/message/first day.jsonl', text.map(row => JSON.stringify(row)).join('\n'));
  block(
    `aws s3 cp "first day.jsonl" s3://${names.bucket('raw')}/platform-db/message/`,
    `upload: ./first day.jsonl to ${uri}`,
  );
  const load = await eventually('the load', async () =>
    (await ledger.loads()).find(found => found.uri === uri && found.state === 'committed'),
  );
  print('\nThe ledger, seconds later:\n');
  print(
    `\`\`\`json\n${JSON.stringify(
      {
        state: load.state,
        counts: { ...load.counts!, seconds: undefined },
        bronzeKey: load.bronzeKey,
        revision: load.revision,
      },
      null,
      2,
    )}\n\`\`\``,
  );
  const select =
    'SELECT id, message, message_encrypted IS NOT NULL AS encrypted, md5_checksum FROM "ctl_dev_silver_platformdb"."message" ORDER BY id';
  const silver = await eventually('silver', async () => {
    const found = await athena.query(select).catch(() => []);
    return found.length === 2 ? found : undefined;
  });
  print('\nSilver in Athena, after its next scheduled run:\n');
  print(`\`\`\`console\n> ${select}\n${rows(silver)}\n\`\`\``);

  print('\n## A broken file');
  const broken = await drop('platform-db/conversation/broken.parquet', randomBytes(2000));
  block(
    `aws s3 cp broken.parquet s3://${names.bucket('raw')}/platform-db/conversation/`,
    `upload: ./broken.parquet to ${broken}`,
  );
  await eventually('the alarm', () => heard('quarantine-ratio-platform-db-conversation'));
  print(`\nOn-call is told:\n\n\`\`\`text\n${names.alarm('quarantine-ratio-platform-db-conversation')}: ALARM\n\`\`\``);

  print('\n## Nothing to do, one more column, a column less');
  const again = cdk(configs.folder, 'deploy', '--require-approval', 'never');
  await show('npx cdk deploy -c workspace=ctl-dev', again, /✅/);
  const contracts = 'ctl-dev/data-assets/platform-db.yaml';
  const column = '    pronouns: { type: string, classification: internal, description: As the texter gives them }\n';
  configs.edit(contracts, ['    opted_out: {', `${column}    opted_out: {`]);
  print('\nThe contract of `texter` gets a column `pronouns`:');
  await show('npx hushlake deploy -w ctl-dev --yes', deploy('--yes'), /nothing stands|✅/);
  configs.edit(contracts, [column, '']);
  print('\nAnd loses it again:');
  await show('npx hushlake deploy -w ctl-dev --yes', deploy('--yes'));

  print('\n## The end');
  await show('npx cdk destroy -c workspace=ctl-dev --force', cdk(configs.folder, 'destroy', '--force'), /✅/);
  print('\nThe buckets are still there, and so are the keys, the ledger and the catalog.');
} finally {
  configs.remove();
}
