import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { QueryFailed, SilverBusy } from '../../adapters/local/duckdb.ts';
import type { Principal, Workspace } from '../../config/load.ts';
import { duckdbDialect } from '../../core/silver/dialect.ts';
import { KeyUnavailable } from '../../ports/keyService.ts';
import {
  type DecryptPorts,
  type DecryptRequest,
  decryptColumn,
  NothingToDecrypt,
  ReasonMissing,
} from '../../usecases/decrypt.ts';
import { exit, WrongUse } from '../exit.ts';
import { openExistingLake } from '../localLake.ts';
import { configsOption, lakeOption, workspaceOption } from '../options.ts';
import { readOnlyEngine } from '../readOnlyEngine.ts';
import { readWorkspace } from '../workspace.ts';

interface DecryptFlags {
  workspace: string;
  lake?: string;
  aws?: boolean;
  as?: string;
  config: string;
  column: string;
  where?: string;
  reason?: string;
  layer: 'silver' | 'bronze';
  out?: string;
}

const encryptedColumn = (workspace: Workspace, text: string): Pick<DecryptRequest, 'contract' | 'column'> => {
  const [source, table, column, ...rest] = text.split('.');
  const contract = workspace.tables.find(t => t.source === source && t.table === table);
  if (!contract || !column || rest.length > 0) {
    const tables = workspace.tables.filter(t => t.encrypted.length > 0).map(t => `${t.source}.${t.table}`);
    throw new WrongUse(`--column is <source>.<table>.<column>; tables with encrypted columns: ${tables.join(', ')}`);
  }
  if (!contract.encrypted.includes(column)) {
    throw new WrongUse(`${source}.${table} encrypts ${contract.encrypted.join(', ') || 'nothing'}, not ${column}`);
  }
  return { contract, column };
};

interface OpenLake {
  readonly ports: DecryptPorts;
  readonly who: string;
  /** The refusal behind an error, in words for the person who asked. */
  explained(error: unknown): Promise<string | undefined>;
  close(): Promise<void>;
}

const openHere = (folder: string, workspace: Workspace): OpenLake => {
  const lake = openExistingLake(folder, workspace.name);
  const engine = readOnlyEngine(folder, workspace);
  return {
    ports: { ...lake, engine, dialect: duckdbDialect },
    who: userInfo().username,
    explained: async error => (error instanceof QueryFailed ? error.detail : undefined),
    close: async () => {
      await engine.close();
      lake.close();
    },
  };
};

/** Who decrypts finds the cells in a layer that they read. */
const assertReads = (name: string, { read }: Principal, layer: 'silver' | 'bronze', source: string): void => {
  if (read.includes(layer) || read.includes(`${layer}/${source}`)) return;
  throw new WrongUse(
    `${name} reads no ${layer} of ${source}: principals.${name}.read in workspace.yaml needs ${layer}/${source}, or take another --layer`,
  );
};

const openInAws = async (
  { as, layer, column }: DecryptFlags,
  workspace: Workspace,
  source: string,
): Promise<OpenLake> => {
  // The SDK is loaded here, where it is needed: other commands begin sooner without it.
  const [{ becomePrincipal, choosePrincipal }, { openAwsLake }, { awsRefusal }] = await Promise.all([
    import('../awsRole.ts'),
    import('../awsLake.ts'),
    import('../awsRefusal.ts'),
  ]);
  const principal = choosePrincipal(workspace, as, {
    has: ({ decrypt }) => decrypt.includes(column),
    what: `decrypt ${column}`,
    key: `decrypt: [${column}]`,
  });
  assertReads(principal.name, principal, layer, source);
  const { who, role, credentials } = await becomePrincipal(workspace, principal.name);
  return {
    ports: openAwsLake(workspace, principal.name, credentials),
    who,
    explained: async error => awsRefusal(error, role, workspace.name),
    close: async () => {},
  };
};

export const addDecrypt = (program: Command): void => {
  program
    .command('decrypt')
    .summary('read an encrypted column, with a reason on record')
    .description(
      'Decrypts one column, a JSON line a row. An audit record (who, when, which column, how many rows, why) is written first.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(lakeOption().conflicts('aws'))
    .addOption(configsOption())
    .requiredOption('--column <source.table.column>', 'the encrypted column')
    .option('--where <sql>', 'only rows for which this condition holds')
    .option('--reason <text>', 'why you read it; refused without')
    .addOption(new Option('--layer <layer>', 'which layer to read').choices(['silver', 'bronze']).default('silver'))
    .option('--out <file>', 'write to a file that only you may read, instead of stdout')
    .option('--aws', "in the workspace's account instead of a lake here, through the role of a principal")
    .option(
      '--as <principal>',
      'with --aws: the principal of workspace.yaml to be, where several may decrypt the column',
    )
    .addHelpText(
      'after',
      `
Without --aws it reads the lake at --lake, lake/demo where none is named.

Example:
  $ npx hushlake decrypt -w ctl-dev --column platform-db.message.message --where "conversation_id = 7" --reason "safety review 112"
  $ npx hushlake decrypt -w ctl-prod --aws --as safety-reviewers --column platform-db.message.message --where "conversation_id = 7" --reason "safety review 112"`,
    )
    .action(async (flags: DecryptFlags) => {
      if (!flags.reason?.trim()) throw new WrongUse(new ReasonMissing().message);
      if (flags.as !== undefined && !flags.aws)
        throw new WrongUse('--as goes with --aws: a lake here has no principals');
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const target = encryptedColumn(workspace, flags.column);
      const lake = flags.aws
        ? await openInAws(flags, workspace, target.contract.source)
        : openHere(flags.lake ?? 'lake/demo', workspace);
      const out = flags.out ? createWriteStream(flags.out, { mode: 0o600, flags: 'wx' }) : process.stdout;
      try {
        if (flags.out) await once(out, 'open');
        const request: DecryptRequest = {
          ...target,
          layer: flags.layer,
          who: lake.who,
          reason: flags.reason,
          ...(flags.where ? { where: flags.where } : {}),
        };
        for await (const cell of decryptColumn(lake.ports, request)) {
          if ('fault' in cell) process.exitCode = exit.dataFailure;
          if (
            !out.write(
              `${JSON.stringify({ ...cell.identity, ...('fault' in cell ? { fault: cell.fault } : { [target.column]: cell.value }) })}\n`,
            )
          ) {
            await once(out, 'drain');
          }
        }
        if (out !== process.stdout) {
          out.end();
          await once(out, 'finish');
        }
      } catch (error) {
        const explained = await lake.explained(error);
        if (explained !== undefined) throw new WrongUse(explained);
        if (error instanceof NothingToDecrypt || error instanceof SilverBusy || error instanceof KeyUnavailable) {
          throw new WrongUse(error.message);
        }
        if ((error as NodeJS.ErrnoException).code === 'EEXIST')
          throw new WrongUse(`${flags.out} is there already: name a new file`);
        throw error;
      } finally {
        await lake.close();
      }
    });
};
