import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { QueryFailed, SilverBusy } from '../../adapters/local/duckdb.ts';
import type { Workspace } from '../../config/load.ts';
import { KeyUnavailable } from '../../ports/keyService.ts';
import { type DecryptRequest, decryptColumn, ReasonMissing } from '../../usecases/decrypt.ts';
import { exit, WrongUse } from '../exit.ts';
import { openExistingLake } from '../localLake.ts';
import { configsOption, lakeOption, workspaceOption } from '../options.ts';
import { readOnlyEngine } from '../readOnlyEngine.ts';
import { readWorkspace } from '../workspace.ts';

interface DecryptFlags {
  workspace: string;
  lake: string;
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

export const addDecrypt = (program: Command): void => {
  program
    .command('decrypt')
    .summary('read an encrypted column, with a reason on record')
    .description(
      'Decrypts one column, a JSON line a row. An audit record (who, when, which column, how many rows, why) is written first.',
    )
    .addOption(workspaceOption().makeOptionMandatory())
    .addOption(lakeOption().default('lake/demo'))
    .addOption(configsOption())
    .requiredOption('--column <source.table.column>', 'the encrypted column')
    .option('--where <sql>', 'only rows for which this condition holds')
    .option('--reason <text>', 'why you read it; refused without')
    .addOption(new Option('--layer <layer>', 'which layer to read').choices(['silver', 'bronze']).default('silver'))
    .option('--out <file>', 'write to a file that only you may read, instead of stdout')
    .addHelpText(
      'after',
      '\nExample:\n  $ npx hushlake decrypt -w ctl-dev --column platform-db.message.message --where "conversation_id = 7" --reason "safety review 112"',
    )
    .action(async (flags: DecryptFlags) => {
      if (!flags.reason?.trim()) throw new WrongUse(new ReasonMissing().message);
      const workspace = await readWorkspace(flags.config, flags.workspace);
      const target = encryptedColumn(workspace, flags.column);
      const lake = openExistingLake(flags.lake, workspace.name);
      const engine = readOnlyEngine(flags.lake, workspace);
      const out = flags.out ? createWriteStream(flags.out, { mode: 0o600, flags: 'wx' }) : process.stdout;
      try {
        if (flags.out) await once(out, 'open');
        const request: DecryptRequest = {
          ...target,
          layer: flags.layer,
          who: userInfo().username,
          reason: flags.reason,
          ...(flags.where ? { where: flags.where } : {}),
        };
        for await (const cell of decryptColumn({ ...lake, engine }, request)) {
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
        if (error instanceof QueryFailed) throw new WrongUse(error.detail);
        if (error instanceof SilverBusy || error instanceof KeyUnavailable) throw new WrongUse(error.message);
        if ((error as NodeJS.ErrnoException).code === 'EEXIST')
          throw new WrongUse(`${flags.out} is there already: name a new file`);
        throw error;
      } finally {
        await engine.close();
        lake.close();
      }
    });
};
