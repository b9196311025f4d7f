import type { TableContract } from '../../config/tableContract.ts';
import { quarantineColumn } from '../../core/quarantine.ts';
import { noCells, type Reencrypted } from '../../core/withReencrypted.ts';
import { parseWrappedKey, type WrappedKey } from '../../core/wrappedKey.ts';
import { type KeyScope, longestUseMs } from '../../ports/keyService.ts';
import type { ObjectVersion } from '../../ports/objectStore.ts';
import { replaceWrappedKey, wrappedKeys } from '../rewrapKeys.ts';
import { saltReader, saltScope } from '../subjectSalts.ts';
import { bronzeUnder, rotateBronze } from './rotateBronze.ts';
import { quarantineUnder, rotateQuarantine } from './rotateQuarantine.ts';
import { rotateSalts, saltsUnder } from './rotateSalts.ts';
import { rotateSilver, silverUnder } from './rotateSilver.ts';
import type { Rotation, RotationPorts } from './types.ts';

export type { RotationPorts } from './types.ts';

export interface RotationRequest {
  readonly workspace: string;
  readonly contracts: readonly TableContract[];
  readonly keyId: string;
  readonly who: string;
  readonly reason: string;
  /** How long a load that began before may still use the key: 0 where none is under way. */
  readonly longestLoadMs: number;
  /** Only counts. */
  readonly dryRun?: boolean;
  /** The work begins: so many cells are under the key. */
  readonly onFound?: (cells: number) => void;
  /** A file, or silver, is done. */
  readonly onStep?: (what: string, cells: number) => void;
  /** Loads that may use the key are waited for. */
  readonly onWait?: (until: Date) => void;
}

export type Place = 'bronze' | 'quarantine' | 'silver' | 'salts';

export interface RotationReport {
  /**
   * `replaced`: nothing is under the key any more, and it is gone. `unfinished`: some cells are not authentic, so that
   * the key was left. `gone`: it was replaced before. `found`: a dry run.
   */
  readonly state: 'replaced' | 'unfinished' | 'gone' | 'found';
  readonly source?: string;
  readonly table?: string;
  readonly column?: string;
  /** The key that has taken its place. */
  readonly freshId?: string;
  /** What became of the cells under it, by place; in a dry run, how many there are. */
  readonly places: Readonly<Partial<Record<Place, Reencrypted>>>;
}

/** What was asked for cannot be done. The message says why and what can. */
export class RotationRefused extends Error {
  readonly code = 'rotation_refused';
}

const secretRefused = (name: string): RotationRefused =>
  new RotationRefused(
    `that is the workspace’s secret ${name}, not a data key: checksums, pseudonyms or names in bronze and silver were made with it, and only loading everything anew makes others. Wrap it under another key with rewrap; to replace it, remove keys/_workspace/${name}.json and load a new lake from raw`,
  );

const find = async (
  store: RotationPorts['store'],
  keyId: string,
): Promise<{ readonly object: ObjectVersion; readonly key: WrappedKey } | undefined> => {
  for await (const object of wrappedKeys(store)) {
    const path = object.key.split('/');
    const isSecret = path[1] === '_workspace' && path.length === 3;
    if (!isSecret && path.at(-1) !== `${keyId}.json`) continue;
    const key = parseWrappedKey(await store.get(object.key));
    if (isSecret) {
      const name = path[2]!.replace(/\.json$/, '');
      if (key?.key_id === keyId || name === keyId) throw secretRefused(name);
      continue;
    }
    if (!key) throw new RotationRefused(`the wrapped key ${object.key} is damaged: restore it from a backup`);
    return { object, key };
  }
  return undefined;
};

/** From now on no process makes new cells with the key. */
const retire = async (
  { store, now }: RotationPorts,
  object: ObjectVersion,
  key: WrappedKey,
): Promise<WrappedKey & { readonly retired_at: string }> => {
  const { retired_at: retiredAt = now().toISOString() } = key;
  const retired = { ...key, retired_at: retiredAt };
  if (key.retired_at !== undefined) return retired;
  await replaceWrappedKey(store, object, retired);
  return retired;
};

/** Waits until no load can be under way that got the key before it was retired. */
const drain = async (
  { now, pause }: RotationPorts,
  { created_at: created, retired_at: retired }: WrappedKey & { readonly retired_at: string },
  { longestLoadMs, onWait }: RotationRequest,
): Promise<void> => {
  const handedOutUntil = Math.min(Date.parse(retired), Date.parse(created) + longestUseMs);
  const until = handedOutUntil + longestLoadMs;
  const wait = until - now().getTime();
  if (wait <= 0) return;
  onWait?.(new Date(until));
  await pause(wait);
};

/** How many cells are under a key, by place. */
const count = async (
  ports: RotationPorts,
  { column }: KeyScope,
  contract: TableContract | undefined,
  keyId: string,
): Promise<RotationReport['places']> => {
  const cells = (n: number): Reencrypted => ({ ...noCells, cells: n });
  const all = (files: readonly { readonly cells: number }[]): Reencrypted =>
    cells(files.reduce((total, file) => total + file.cells, 0));
  if (!contract) return { salts: cells(await saltsUnder(ports.subjects, keyId)) };
  if (column === quarantineColumn) return { quarantine: all(await quarantineUnder(ports.store, contract, keyId)) };
  return {
    bronze: all(await bronzeUnder(ports.store, contract, column, keyId)),
    silver: cells(await silverUnder(ports, contract, column, keyId)),
  };
};

const replace = async (
  ports: RotationPorts,
  rotation: Omit<Rotation, 'contract'>,
  scope: KeyScope,
  contract: TableContract | undefined,
  onStep: RotationRequest['onStep'],
): Promise<RotationReport['places']> => {
  const { store } = ports;
  if (!contract) return { salts: await rotateSalts(ports, scope.workspace, rotation.change) };
  const ofTable = { ...rotation, contract };
  if (scope.column === quarantineColumn) return { quarantine: await rotateQuarantine(store, ofTable) };
  const bronze = await rotateBronze(store, ofTable);
  await ports.silverAtRest();
  const silver = await rotateSilver(ports, ofTable);
  // Though nothing changed now: a call that was killed may have changed it.
  await ports.forgetSilver([contract]);
  onStep?.(`${contract.silverSchema}.${contract.table}`, silver.cells);
  return { bronze, silver };
};

/**
 * Replaces a data key that somebody may know: every cell under it is encrypted again under a new key of the same column,
 * and the wrapped key is removed with all its versions. First comes an audit record, then the key is retired, so that no
 * load uses it any more. Killed anywhere, the next call goes on: each file changes whole or not at all, and what has the
 * new key is left alone.
 *
 * @throws RotationRefused, KeyUnavailable
 */
export const rotateKey = async (ports: RotationPorts, request: RotationRequest): Promise<RotationReport> => {
  const { workspace, contracts, keyId, who, reason, dryRun, onFound, onStep } = request;
  const { store, keys, ledger, now } = ports;
  const found = await find(store, keyId);
  if (!found) {
    const before = (await ledger.audits()).some(audit => audit.action === 'rotate' && audit.keyId === keyId);
    if (before) return { state: 'gone', places: {} };
    throw new RotationRefused(`no data key of the lake has the id ${keyId}: ids stand in <column>_key_id`);
  }
  const { source = '', table = '', column = '' } = found.key.context;
  const scope: KeyScope = { workspace, source, table, column };
  const salt = saltScope(workspace);
  const ofSalts = source === salt.source && table === salt.table && column === salt.column;
  const contract = contracts.find(c => c.source === source && c.table === table);
  if (!contract && !ofSalts) {
    throw new RotationRefused(
      `the key is of ${source}/${table}, and no contract of the workspace names that table: cells can be read with its identity only, so bring the contract back`,
    );
  }
  const where = { source, table, column };
  const places = await count(ports, scope, contract, keyId);
  if (dryRun) return { state: 'found', ...where, places };

  const cells = Object.values(places).reduce((total, place) => total + place.cells, 0);
  await ledger.recordAudit({ at: now(), who, reason, action: 'rotate', ...where, keyId, rows: cells });
  onFound?.(cells);
  const retired = await retire(ports, found.object, found.key);
  await drain(ports, retired, request);
  const change = { old: await keys.openKey(scope, keyId), fresh: await keys.dataKey(scope), random: ports.random };
  const rotation = { column, change, saltOf: saltReader(ports, workspace), onFile: onStep ?? (() => {}) };
  const done = await replace(ports, rotation, scope, contract, onStep);
  const damaged = Object.values(done).some(place => place.damaged > 0);
  if (!damaged) {
    await store.remove(found.object.key);
    await store.purge(found.object.key);
  }
  return { state: damaged ? 'unfinished' : 'replaced', ...where, freshId: change.fresh.id, places: done };
};
