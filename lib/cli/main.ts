import { Command, CommanderError } from 'commander';
import { SilverBusy } from '../adapters/local/duckdb.ts';
import { LedgerTooNew } from '../adapters/local/ledgerDatabase.ts';
import { KeyUnavailable } from '../ports/keyService.ts';
import { ClassifierUnavailable } from '../ports/tokenClassifier.ts';
import { addAudit } from './commands/audit.ts';
import { addBackfill } from './commands/backfill.ts';
import { addContract } from './commands/contract.ts';
import { addCost } from './commands/cost.ts';
import { addDecrypt } from './commands/decrypt.ts';
import { addDemo } from './commands/demo.ts';
import { addDeploy } from './commands/deploy.ts';
import { addErase } from './commands/erase.ts';
import { addExpire } from './commands/expire.ts';
import { addQuery } from './commands/query.ts';
import { addReadmit } from './commands/readmit.ts';
import { addRedrive } from './commands/redrive.ts';
import { addReplay } from './commands/replay.ts';
import { addRewrap } from './commands/rewrap.ts';
import { addRotate } from './commands/rotate.ts';
import { addRun } from './commands/run.ts';
import { addScrub } from './commands/scrub.ts';
import { addStatus } from './commands/status.ts';
import { addValidate } from './commands/validate.ts';
import { exit, WrongUse } from './exit.ts';

const program = (): Command => {
  const hushlake = new Command('hushlake')
    .description('Sensitive conversations in, safe tables out.')
    .configureHelp({ showGlobalOptions: false })
    .addHelpText(
      'after',
      `
Exit codes: 0 all is well, 1 failures in the data, 2 wrong use.

Begin with:
  $ npx hushlake demo`,
    )
    .exitOverride();
  const commands = [
    addDemo,
    addRun,
    addStatus,
    addQuery,
    addValidate,
    addScrub,
    addDecrypt,
    addReplay,
    addBackfill,
    addContract,
    addErase,
    addReadmit,
    addRewrap,
    addRotate,
    addExpire,
    addAudit,
    addDeploy,
    addRedrive,
    addCost,
  ];
  for (const add of commands) add(hushlake);
  for (const command of hushlake.commands) {
    command.exitOverride();
    for (const sub of command.commands) sub.exitOverride();
  }
  return hushlake;
};

/** Runs the command line and sets the exit code. An unexpected error shows its stack only with HUSHLAKE_DEBUG: it could hold a value. */
export const main = async (argv: readonly string[]): Promise<void> => {
  // A reader that has seen enough, as `head` has, is no failure.
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit();
  });
  try {
    await program().parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exit.ok : exit.wrongUse;
      return;
    }
    if (error instanceof WrongUse || error instanceof ClassifierUnavailable) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = exit.wrongUse;
      return;
    }
    // Messages of our own: they say what to do and hold no value.
    if (error instanceof SilverBusy || error instanceof KeyUnavailable || error instanceof LedgerTooNew) {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = exit.dataFailure;
      return;
    }
    const { code, path, syscall, errstr } = error as NodeJS.ErrnoException & { errstr?: string };
    // SQLite's name of the error, as `database or disk is full`: the message itself could quote a value.
    if (code === 'ERR_SQLITE_ERROR' && errstr) {
      process.stderr.write(`the ledger cannot be used: ${errstr}. Mend that and run again: nothing is lost\n`);
      process.exitCode = exit.dataFailure;
      return;
    }
    if (code === 'EPIPE') return;
    if (path && ['ENOENT', 'EEXIST', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM'].includes(code ?? '')) {
      process.stderr.write(`${path} cannot be used here: ${code} (${syscall})\n`);
      process.exitCode = exit.wrongUse;
      return;
    }
    const known = error as { code?: unknown; name?: unknown; message?: unknown };
    const what = process.env['HUSHLAKE_DEBUG']
      ? String((error as Error).stack)
      : String(known.code ?? known.name ?? 'error');
    process.stderr.write(`hushlake: unexpected failure: ${what} (HUSHLAKE_DEBUG=1 shows more)\n`);
    process.exitCode = exit.dataFailure;
  }
};
