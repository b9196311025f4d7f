import { userInfo } from 'node:os';
import type { Command } from 'commander';
import type { Workspace } from '../../config/load.ts';
import {
  RotationRefused,
  type RotationReport,
  type RotationRequest,
  rotateKey,
} from '../../usecases/rotate/rotateKey.ts';
import { withLakeAlone } from '../alone.ts';
import { exit, WrongUse } from '../exit.ts';
import { openExistingLake } from '../localLake.ts';
import { configsOption, lakeOption, workspaceOption } from '../options.ts';
import { grouped } from '../text.ts';
import { readWorkspace } from '../workspace.ts';

interface RotateFlags {
  workspace: string;
  lake?: string;
  aws?: boolean;
  config: string;
  keyId: string;
  reason?: string;
  dryRun?: boolean;
  json?: boolean;
}

const screen = (keyId: string, report: RotationReport): string => {
  const { state, source, table, column, freshId, places } = report;
  if (state === 'gone') return `${keyId} was replaced before: nothing is under it any more\n`;
  const lines = Object.entries(places).flatMap(([place, { cells, damaged, erased }]) => [
    `  ${place}: ${grouped(cells)} ${place === 'salts' ? 'salts' : 'cells'}`,
    ...(damaged > 0 ? [`  ${place}: ${grouped(damaged)} cells are not authentic, and stay as they are`] : []),
    ...(erased > 0 ? [`  ${place}: ${grouped(erased)} cells of people who were erased: nobody can read them`] : []),
  ]);
  const of = `${keyId} of ${source}.${table}.${column}`;
  const heads: Readonly<Record<RotationReport['state'], string>> = {
    found: `under ${of} are:`,
    replaced: `${of} is replaced by ${freshId} and removed:`,
    unfinished: `${of} is replaced by ${freshId}, but was left, because something under it does not open:`,
    gone: '',
  };
  return `${[heads[state], ...lines].join('\n')}\n`;
};

const requestOf = (
  { keyId, dryRun = false }: RotateFlags,
  { name: workspace, tables: contracts }: Workspace,
  reason: string,
): Omit<RotationRequest, 'who' | 'longestLoadMs'> => {
  let found = 0;
  let done = 0;
  return {
    workspace,
    contracts,
    keyId,
    reason,
    dryRun,
    onFound: cells => {
      found = cells;
    },
    onStep: (what, cells) => {
      done += cells;
      process.stderr.write(`${what}: ${grouped(cells)} cells, ${grouped(done)} of ${grouped(found)}\n`);
    },
    onWait: until => {
      process.stderr.write(`waiting until ${until.toISOString()} for loads that may use the key\n`);
    },
  };
};

const rotateHere = async (flags: RotateFlags, workspace: Workspace, reason: string): Promise<RotationReport> => {
  const lake = openExistingLake(flags.lake!, workspace.name);
  try {
    const who = userInfo().username;
    return await withLakeAlone(lake, workspace, ports =>
      rotateKey(ports, { ...requestOf(flags, workspace, reason), who, longestLoadMs: 0 }),
    );
  } finally {
    lake.close();
  }
};

const rotateInAws = async (flags: RotateFlags, workspace: Workspace, reason: string): Promise<RotationReport> => {
  // The SDK is loaded here, where it is needed: other commands begin sooner without it.
  const [{ awsRotation }, { callerOf }] = await Promise.all([import('../awsRotation.ts'), import('../caller.ts')]);
  const who = await callerOf(workspace);
  const longestLoadMs = workspace.compute.ingest.timeout * 1000;
  return rotateKey(awsRotation(workspace), { ...requestOf(flags, workspace, reason), who, longestLoadMs });
};

export const addRotate = (program: Command): void => {
  program
    .command('rotate')
    .summary('replace a data key that somebody may know')
    .description(
      'Encrypts every cell under a data key again, in bronze, silver and quarantine, under a new key of the same column, and removes the old one.\n' +
        'Rows, plaintexts and all other columns stay as they are. An audit record is written first. Killed anywhere, it is finished by running it again.\n' +
        'Loads wait until it is done, and it waits for loads under way. In AWS loads go on, under another key.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(lakeOption())
    .addOption(configsOption())
    .option('--aws', 'the lake in the workspace’s AWS account, with the credentials at hand')
    .requiredOption('--key-id <id>', 'the data key, as it stands in <column>_key_id: 16 hex digits')
    .option('--reason <text>', 'why you replace it; refused without')
    .option('--dry-run', 'only count what is under the key')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExample:\n  $ npx hushlake rotate -w ctl-dev --lake ./lake --key-id 0123456789abcdef --reason "laptop lost, case 17"',
    )
    .action(async (flags: RotateFlags) => {
      const reason = flags.reason?.trim() ?? '';
      if (!flags.dryRun && reason === '') {
        throw new WrongUse('a reason is needed: who replaces a key leaves a record of why (--reason "…")');
      }
      if (flags.aws ? flags.lake !== undefined : flags.lake === undefined) {
        throw new WrongUse('say which lake: --lake <dir> on this machine, or --aws');
      }
      const workspace = await readWorkspace(flags.config, flags.workspace);
      try {
        const report = await (flags.aws ? rotateInAws : rotateHere)(flags, workspace, reason);
        if (flags.json) {
          const { state, source, table, column, freshId, places } = report;
          const scope = state === 'gone' ? {} : { source, table, column, fresh_key_id: freshId ?? null, places };
          const document = { ok: state !== 'unfinished', state, key_id: flags.keyId, ...scope };
          process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
        } else process.stdout.write(screen(flags.keyId, report));
        process.exitCode = report.state === 'unfinished' ? exit.dataFailure : exit.ok;
      } catch (error) {
        if (error instanceof RotationRefused) throw new WrongUse(error.message);
        throw error;
      }
    });
};
