import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { keyring } from '../../adapters/local/keyring.ts';
import { withLock } from '../../adapters/local/lock.ts';
import { type RewrappedLake, rewrapLake } from '../../adapters/local/rewrapLake.ts';
import type { Workspace } from '../../config/load.ts';
import { type RewrapOptions, rewrapKeys, wrappersInUse } from '../../usecases/rewrapKeys.ts';
import { exit, WrongUse } from '../exit.ts';
import { openExistingLake } from '../localLake.ts';
import { configsOption, lakeOption, workspaceOption } from '../options.ts';
import { grouped } from '../text.ts';
import { readWorkspace } from '../workspace.ts';

interface RewrapFlags {
  workspace: string;
  lake?: string;
  config: string;
  aws?: boolean;
  to?: string;
  dropOlder?: boolean;
  dryRun?: boolean;
  json?: boolean;
}

const rewrapHere = async (flags: RewrapFlags, workspace: Workspace, options: RewrapOptions): Promise<RewrappedLake> => {
  const folder = flags.lake!;
  const lake = openExistingLake(folder, workspace.name);
  try {
    const elsewhere = process.env['HUSHLAKE_KEYRING'];
    const path = elsewhere ?? join(lake.root, 'keyring.json');
    const waits = (): void => {
      process.stderr.write(`another process is at work on ${path}: waiting for it\n`);
    };
    return await withLock(`${resolve(path)}.lock`, 'exclusive', waits, async () => {
      const ring = keyring(path, !existsSync(join(lake.root, 'keys')));
      return rewrapLake(lake.store, ring, {
        ...options,
        shared: elsewhere !== undefined,
        ...(flags.dropOlder ? { dropOlder: true } : {}),
      });
    });
  } finally {
    lake.close();
  }
};

const rewrapInAws = async (target: string, workspace: Workspace, options: RewrapOptions): Promise<RewrappedLake> => {
  // The SDK is loaded here, where it is needed: other commands begin sooner without it.
  const [{ kmsRewrapper }, { kmsClient }, { openAwsLake }, { callerOf }] = await Promise.all([
    import('../../adapters/aws/kmsWrapper.ts'),
    import('../../adapters/aws/kmsClient.ts'),
    import('../awsLake.ts'),
    import('../caller.ts'),
  ]);
  await callerOf(workspace);
  const { store } = openAwsLake(workspace, undefined, undefined);
  const before = await wrappersInUse(store);
  const report = await rewrapKeys(store, kmsRewrapper(kmsClient({ region: workspace.region }), target), options);
  const left = options.dryRun ? before : await wrappersInUse(store);
  const older = [...before].filter(name => name !== target);
  return {
    ...report,
    wrappedBy: target,
    older: older.map(name => ({ name, state: left.has(name) ? 'kept' : 'dropped' })),
  };
};

const isKeyArn = (text: string): boolean => /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/.test(text);

const show = ({ found, rewrapped, wrappedBy, older, faults }: RewrappedLake, dryRun: boolean, aws: boolean): void => {
  const lines = [
    `${grouped(rewrapped)} of ${grouped(found)} keys ${dryRun ? 'would be wrapped' : 'wrapped'} under ${wrappedBy}`,
    ...faults.map(({ key, fault }) => `${key}: ${fault}`),
    ...(dryRun
      ? []
      : older.map(({ name, state }) =>
          state === 'dropped'
            ? aws
              ? `${name} wraps nothing of this lake any more: disable it once everything has been read for a while`
              : `${name} is gone from the keyring`
            : aws || faults.length > 0
              ? `${name} still wraps keys: run this again`
              : `${name} is kept for other lakes of this keyring: once each was rewrapped, take it away with --drop-older`,
        )),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
};

export const addRewrap = (program: Command): void => {
  program
    .command('rewrap')
    .summary('wrap all data keys and secrets under another key; no data are touched')
    .description(
      'On one machine: makes a new key in the keyring, wraps every data key and secret of the lake under it, and takes the old one away.\n' +
        'With --aws: has KMS wrap them under another KMS key; no plaintext leaves KMS.\n' +
        'Cells, their key ids and the keys themselves stay as they are. Killed anywhere, it is finished by running it again.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(lakeOption())
    .addOption(configsOption())
    .option('--aws', 'the lake in the workspace’s AWS account')
    .option('--to <arn>', 'with --aws: the KMS key that is to wrap from now on')
    .option('--drop-older', 'with HUSHLAKE_KEYRING: take older keys away though other lakes may need them')
    .option('--dry-run', 'only say what would be wrapped again')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      `
Examples:
  $ npx hushlake rewrap -w ctl-dev --lake ./lake
  $ npx hushlake rewrap -w ctl-prod --aws --to arn:aws:kms:us-east-1:111111111111:key/…`,
    )
    .action(async (flags: RewrapFlags) => {
      if (flags.aws ? flags.lake !== undefined : flags.lake === undefined) {
        throw new WrongUse('say which lake: --lake <dir> on this machine, or --aws');
      }
      if (flags.aws ? !isKeyArn(flags.to ?? '') : flags.to !== undefined) {
        throw new WrongUse('--aws needs --to with the ARN of a KMS key, arn:aws:kms:…:key/…, not of an alias');
      }
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const dryRun = flags.dryRun ?? false;
      const onKey = (done: number, found: number): void => {
        if (done % 1000 === 0 && done < found) process.stderr.write(`${grouped(done)} of ${grouped(found)} keys\n`);
      };
      const options = { dryRun, onKey };
      const report = flags.aws
        ? await rewrapInAws(flags.to!, workspace, options)
        : await rewrapHere(flags, workspace, options);
      const ok = report.faults.length === 0;
      if (flags.json) {
        const { found, rewrapped, wrappedBy, older, faults } = report;
        const document = { ok, dry_run: dryRun, found, rewrapped, wrapped_by: wrappedBy, older, faults };
        process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
      } else show(report, dryRun, flags.aws ?? false);
      process.exitCode = ok ? exit.ok : exit.dataFailure;
    });
};
