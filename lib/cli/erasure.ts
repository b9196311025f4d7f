import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import type { Workspace } from '../config/load.ts';
import { personTables } from '../config/personTables.ts';
import type { TableContract } from '../config/tableContract.ts';
import type { LoadLedger } from '../ports/loadLedger.ts';
import { kindsOf } from '../usecases/eraseSubjects.ts';
import type { ErasurePorts } from '../usecases/settleErasures.ts';
import { withSilverLocked } from './alone.ts';
import { WrongUse } from './exit.ts';
import { type LocalLake, openExistingLake } from './localLake.ts';
import { lakeOption } from './options.ts';

export type Erasing = ErasurePorts & { readonly ledger: LoadLedger };

/** Erasing on one machine. Silver is locked from here on until `work` is done. */
export const eraseHere = <T>(
  lake: LocalLake,
  workspace: Workspace,
  work: (ports: Erasing) => Promise<T>,
  onFile?: (key: string) => void,
): Promise<T> =>
  withSilverLocked(lake, workspace, silver =>
    work({ ...lake, ...silver, snapshotDays: 0, ...(onFile ? { onFile } : {}) }),
  );

/** Where to erase: a lake here, or the workspace's account. */
export interface ErasureFlags {
  readonly lake?: string;
  readonly aws?: boolean;
  readonly as?: string;
}

export const whereOptions = (command: Command): Command =>
  command
    .addOption(lakeOption().conflicts('aws'))
    .addOption(
      new Option('--aws', "in the workspace's account instead of a lake here, through the role of a principal"),
    )
    .addOption(new Option('--as <principal>', 'with --aws: the principal to be, where several may erase'));

export interface OpenErasure {
  readonly ports: Erasing;
  readonly who: string;
  /** The tables that may be looked through: in AWS, those of the kinds of people that the principal erases. */
  readonly tables: readonly TableContract[];
}

/** Does the work in the lake that the flags name. `kinds`: whom it is about; none for whoever is open. */
export const withErasure = async (
  { lake: folder, aws, as }: ErasureFlags,
  workspace: Workspace,
  kinds: readonly string[],
  work: (open: OpenErasure) => Promise<void>,
): Promise<void> => {
  const onFile = process.stderr.isTTY
    ? (key: string): void => {
        process.stderr.write(`erased in ${key}\n`);
      }
    : undefined;
  if (!aws) {
    if (as !== undefined) throw new WrongUse('--as goes with --aws: a lake here has no principals');
    if (folder === undefined) throw new WrongUse('one of --lake and --aws is needed');
    const lake = openExistingLake(folder, workspace.name);
    try {
      const who = userInfo().username;
      await eraseHere(lake, workspace, ports => work({ ports, who, tables: workspace.tables }), onFile);
    } finally {
      lake.close();
    }
    return;
  }
  // The SDK is loaded here, where it is needed: other commands begin sooner without it.
  const [{ becomePrincipal, choosePrincipal }, { awsErasure }, { awsRefusal }] = await Promise.all([
    import('./awsRole.ts'),
    import('./awsErasure.ts'),
    import('./awsRefusal.ts'),
  ]);
  const wanted = kinds.length > 0 ? kinds : kindsOf(workspace.tables);
  const principal = choosePrincipal(workspace, as, {
    has: ({ erase }) => (kinds.length > 0 ? kinds.every(kind => erase.includes(kind)) : erase.length > 0),
    what: `erase ${wanted.join(', ')}`,
    key: `erase: [${wanted.join(', ')}]`,
  });
  const { who, role, credentials } = await becomePrincipal(workspace, principal.name);
  const tables = personTables(workspace.tables, principal.erase);
  try {
    await work({ ports: awsErasure(workspace, principal.name, credentials, onFile), who, tables });
  } catch (error) {
    const explained = await awsRefusal(error, role, workspace.name);
    if (explained !== undefined) throw new WrongUse(explained);
    throw error;
  }
};
