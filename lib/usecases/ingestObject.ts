import type { IngestLimits, TableContract } from '../config/tableContract.ts';
import { inference, needsInference } from '../core/infer.ts';
import { type Layout, layoutOf } from '../core/layout.ts';
import { bronzeKeyOf, loadIdOf, quarantineKeyOf } from '../core/loadId.ts';
import { readRows } from '../formats/read.ts';
import type { LoadErrorCode, LoadIdentity, LoadRecord } from '../ports/loadLedger.ts';
import type { ObjectVersion } from '../ports/objectStore.ts';
import type { Subjects } from '../ports/subjects.ts';
import { errorCodeOf, OutOfTime, safeDetail } from './loadErrors.ts';
import { loadMetrics } from './loadMetrics.ts';
import { guardedRows, type Reading, rawInput } from './rawInput.ts';
import { removeStrays } from './strays.ts';
import { type IngestPorts, rowWriter, type Written } from './writeRows.ts';

export type { IngestPorts } from './writeRows.ts';

/** How one object's load ended. `skipped`: the ledger held it already. */
export type LoadOutcome =
  | { readonly state: 'committed' | 'skipped'; readonly record: LoadRecord }
  | { readonly state: 'failed'; readonly code: LoadErrorCode; readonly detail: string };

/** Which load an object is. A time of arrival in the future would make its table look fresh for ever. */
export const identityOf = ({ source, table }: TableContract, object: ObjectVersion, now: Date): LoadIdentity => ({
  loadId: loadIdOf(object.uri, object.version),
  source,
  table,
  key: object.key,
  uri: object.uri,
  version: object.version,
  arrivedAt: new Date(Math.min(object.createdAt.getTime(), now.getTime())),
});

/** Records that a load failed, and says why as far as that may be said. */
export const failLoad = async (
  { ledger, metrics, now }: Pick<IngestPorts, 'ledger' | 'metrics' | 'now'>,
  contract: TableContract,
  { loadId, revision }: Pick<LoadRecord, 'loadId' | 'revision'>,
  error: unknown,
): Promise<LoadOutcome & { readonly state: 'failed' }> => {
  const code = errorCodeOf(error);
  await ledger.fail(loadId, revision, code, now());
  await metrics.emit(loadMetrics(contract, undefined, now()));
  return { state: 'failed', code, detail: safeDetail(error) };
};

interface Derived {
  readonly layout: Layout;
  readonly written: Written;
}

/** Reads the object and writes its two files. */
const derive = async (
  ports: IngestPorts,
  limits: IngestLimits,
  contract: TableContract,
  object: ObjectVersion,
  load: LoadIdentity,
  reading: Reading,
): Promise<Derived> => {
  const { source, table, loadId, arrivedAt } = load;
  const readAll = () => guardedRows(readRows(rawInput(ports.store, object, contract.format, reading), limits), reading);
  const inferred = inference(contract);
  if (needsInference(contract)) for await (const rows of readAll()) inferred.add(rows);
  const layout = layoutOf(contract, needsInference(contract) ? inferred.columns() : undefined);
  const write = await rowWriter(ports, contract, layout, load);
  const written = await write(readAll(), {
    bronzeKey: bronzeKeyOf(source, table, arrivedAt, loadId),
    quarantineKey: quarantineKeyOf(source, table, loadId),
  });
  return { layout, written };
};

/**
 * Derives until nobody was erased meanwhile: what was read of somebody before they were must not be committed after. An
 * erasure changes files only after it has changed this count, so it meets the files that a load wrote before its last look.
 */
const deriveUndisturbed = async (subjects: Subjects, contract: TableContract, attempt: () => Promise<Derived>) => {
  if (!contract.subject) return attempt();
  for (;;) {
    const erasures = await subjects.erasures();
    const derived = await attempt();
    if ((await subjects.erasures()) === erasures) return derived;
  }
};

/**
 * Loads one raw object version: bronze for the good rows, quarantine for the others, then the ledger. Safe to repeat, to
 * interrupt anywhere and to run twice at once: both files lie under keys that follow from the object, each appears whole
 * or not at all, and only the ledger's commit, which comes last, makes them count.
 * `again` derives a committed load anew, as a replay does.
 * @throws OutOfTime where `mayGoOn` does: then nothing has failed, and the object wants to be loaded in parts
 */
export const ingestObject = async (
  ports: IngestPorts,
  limits: IngestLimits,
  contract: TableContract,
  object: ObjectVersion,
  options: Reading & { readonly again?: boolean } = {},
): Promise<LoadOutcome> => {
  const { store, ledger, catalog, metrics, now } = ports;
  const identity = identityOf(contract, object, now());
  const { source, table, loadId } = identity;
  const record = await ledger.start(identity, contract.version, now(), options);
  if (record.state === 'committed') return { state: 'skipped', record };

  const load: LoadIdentity = { ...identity, arrivedAt: record.arrivedAt };
  try {
    // Files first, ledger last: a crash in between is repaired by loading again, never the other way round.
    const { layout, written } = await deriveUndisturbed(ports.subjects, contract, () =>
      derive(ports, limits, contract, object, load, options),
    );
    const { wroteBronze, wroteQuarantine, ...seen } = written;
    const counts = { ...seen, bytes: object.size };
    if (wroteBronze)
      await catalog.evolve(
        contract.bronzeSchema,
        table,
        layout.bronze.map(({ name, type }) => ({ name, type })),
      );
    // What an earlier attempt left under a key that this one has no rows for. Not after the commit: a crash in between
    // would leave rows that count nowhere.
    const bronzeKey = bronzeKeyOf(source, table, load.arrivedAt, loadId);
    const quarantineKey = quarantineKeyOf(source, table, loadId);
    if (!wroteBronze) await store.remove(bronzeKey);
    if (!wroteQuarantine) await store.remove(quarantineKey);
    const won = await ledger.commit(
      loadId,
      record.revision,
      {
        counts,
        contractVersion: contract.version,
        ...(wroteBronze ? { bronzeKey } : {}),
        ...(wroteQuarantine ? { quarantineKey } : {}),
      },
      now(),
    );
    const final = (await ledger.get(loadId))!;
    // What a load in parts left, or, where that one was first, what this one did.
    await removeStrays(ports, final, final.parts ? 'in parts' : 'whole');
    // Another worker on the same object was first: the same rows lie under the same keys, and count once.
    if (!won && (final.parts || final.contractVersion === contract.version)) return { state: 'skipped', record: final };
    // Under another contract its rows differ, and ours may lie in their place by now: the ledger has to fit them again.
    if (!won) return ingestObject(ports, limits, contract, object, { ...options, again: true });
    await metrics.emit(loadMetrics(contract, counts, now()));
    return { state: 'committed', record: final };
  } catch (error) {
    if (error instanceof OutOfTime) throw error;
    return failLoad(ports, contract, record, error);
  }
};
