import type { IngestLimits, TableContract } from '../config/tableContract.ts';
import type { Batch } from '../core/batch.ts';
import type { CellKeys } from '../core/cellKeys.ts';
import { inference, needsInference } from '../core/infer.ts';
import { encryptedColumns, type Layout, layoutOf } from '../core/layout.ts';
import { bronzeKeyOf, loadIdOf, quarantineKeyOf } from '../core/loadId.ts';
import { newestEvent } from '../core/newestEvent.ts';
import { bronzePlan } from '../core/plan.ts';
import { scrubber } from '../core/scrub/scrubber.ts';
import { textsToScrub } from '../core/withScrubbed.ts';
import { readRows } from '../formats/read.ts';
import type { Catalog } from '../ports/catalog.ts';
import { type KeyService, KeyUnavailable } from '../ports/keyService.ts';
import type { LoadCounts, LoadErrorCode, LoadIdentity, LoadLedger, LoadRecord } from '../ports/loadLedger.ts';
import type { Metrics } from '../ports/metrics.ts';
import {
  ObjectChanged,
  ObjectMissing,
  type ObjectStore,
  type ObjectVersion,
  StoreUnavailable,
} from '../ports/objectStore.ts';
import type { Subjects } from '../ports/subjects.ts';
import { ClassifierUnavailable, type TokenClassifier } from '../ports/tokenClassifier.ts';
import { bronzeSink } from './bronzeSink.ts';
import { loadMetrics } from './loadMetrics.ts';
import { quarantineSink } from './quarantineSink.ts';
import { secondLook } from './secondLook.ts';
import { subjectLookUp } from './subjectSalts.ts';

/** What ingest works with: the ports, the clock and chance. */
export interface IngestPorts {
  readonly store: ObjectStore;
  readonly keys: KeyService;
  readonly subjects: Subjects;
  readonly ledger: LoadLedger;
  readonly catalog: Catalog;
  readonly metrics: Metrics;
  /** The model of the workspace's second stage; a contract that asks for one fails without it. */
  readonly classifier?: TokenClassifier;
  readonly now: () => Date;
  /** Fills the bytes from a cryptographic source of chance. */
  readonly random: (bytes: Uint8Array) => void;
}

/** How one object's load ended. `skipped`: the ledger held it already. */
export type LoadOutcome =
  | { readonly state: 'committed' | 'skipped'; readonly record: LoadRecord }
  | { readonly state: 'failed'; readonly code: LoadErrorCode; readonly detail: string };

const errorCodeOf = (error: unknown): LoadErrorCode => {
  if (error instanceof ObjectMissing) return 'object_missing';
  if (error instanceof ObjectChanged) return 'object_changed';
  if (error instanceof KeyUnavailable) return 'key_unavailable';
  if (error instanceof ClassifierUnavailable) return 'model_unavailable';
  if (error instanceof StoreUnavailable) return 'store_unavailable';
  if (typeof (error as NodeJS.ErrnoException)?.syscall === 'string') return 'store_unavailable';
  return 'internal_error';
};

/** What may be said of an error: only our own messages and system codes; another library's message could hold a value. */
const safeDetail = (error: unknown): string => {
  const ours = [ObjectMissing, ObjectChanged, StoreUnavailable, KeyUnavailable, ClassifierUnavailable, CountsDiffer];
  if (error instanceof Error && ours.some(kind => error instanceof kind)) return error.message;
  const { code, name } = error as { code?: unknown; name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'unknown error';
};

class CountsDiffer extends Error {}

const scrubbers = new Map<string, ReturnType<typeof scrubber>>();

/** Dictionaries are compiled once for what contracts ask alike. */
const scrubberFor = ({ locales, scrubOptions }: TableContract) => {
  const id = `${locales.join()} ${scrubOptions?.ages ?? 'keep'}`;
  const known = scrubbers.get(id) ?? scrubber(locales, scrubOptions);
  scrubbers.set(id, known);
  return known;
};

const cellKeys = async (ports: IngestPorts, contract: TableContract, layout: Layout): Promise<CellKeys> => {
  const { workspace, source, table } = contract;
  const columns = new Map<string, { id: string; bytes: Uint8Array }>();
  for (const column of encryptedColumns(layout)) {
    columns.set(column, await ports.keys.dataKey({ workspace, source, table, column }));
  }
  return {
    columns,
    random: ports.random,
    ...(contract.checksum?.keyed ? { checksumSecret: await ports.keys.secret('checksum') } : {}),
    ...(contract.scrubOptions?.consistentWithin === undefined
      ? {}
      : { placeholderSecret: await ports.keys.secret('placeholder') }),
    ...(contract.pseudonymized.length > 0 ? { pseudonymSecret: await ports.keys.secret('pseudonym') } : {}),
  };
};

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onBytes?: (read: number) => void,
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    onBytes?.(chunk.length);
    yield chunk;
  }
}

/** The files of one load, as they now lie in the lake. */
interface Derived {
  readonly layout: Layout;
  readonly counts: LoadCounts;
  readonly wroteBronze: boolean;
  readonly wroteQuarantine: boolean;
}

/** Reads the object and writes its two files. Leaves no trace of them when it fails. */
const derive = async (
  ports: IngestPorts,
  limits: IngestLimits,
  contract: TableContract,
  object: ObjectVersion,
  load: LoadIdentity,
  onBytes?: (read: number) => void,
): Promise<Derived> => {
  const { store } = ports;
  const { source, table, loadId, arrivedAt } = load;
  const began = performance.now();
  const readAll = () =>
    readRows(
      {
        name: object.key,
        size: object.size,
        defaultFormat: contract.format,
        bytes: () => counted(store.read(object), onBytes),
        range: (start, end) => {
          onBytes?.(end - start);
          return store.readRange(object, start, end);
        },
      },
      limits,
    );
  const bronze = bronzeSink(store, bronzeKeyOf(source, table, arrivedAt, loadId));
  const quarantine = quarantineSink(ports, contract, loadId, quarantineKeyOf(source, table, loadId));
  try {
    const scrub = scrubberFor(contract);
    const look = await secondLook(contract, scrub, ports.classifier);
    const inferred = inference(contract);
    if (needsInference(contract)) for await (const rows of readAll()) inferred.add(rows);
    const layout = layoutOf(contract, needsInference(contract) ? inferred.columns() : undefined);
    const subjects = await subjectLookUp(ports, contract);
    const keys = await cellKeys(ports, contract, layout);
    const plan = bronzePlan({
      contract,
      layout,
      keys,
      lineage: { ...load, contractVersion: contract.version },
    });

    let rowsIn = 0;
    const findings: Record<string, number> = {};
    const events = newestEvent(contract);
    for await (const rows of readAll()) {
      rowsIn += rows.length;
      const conformed = plan.conform(rows);
      const known = await subjects.of(conformed);
      const batch: Batch = plan.protect(
        conformed,
        look ? await look.scrubberFor(textsToScrub(layout, conformed)) : scrub,
        known,
      );
      for (const [label, count] of Object.entries(batch.findings)) findings[label] = (findings[label] ?? 0) + count;
      events.add(batch);
      // NULLs count too: what matters is the bound.
      for (const { id } of keys.columns.values()) ports.keys.used(id, batch.length);
      await bronze.append(layout, batch);
      await quarantine.append(batch.rejected, known);
    }
    const newest = events.text();
    const counts: LoadCounts = {
      rowsIn,
      rowsBronze: bronze.rows(),
      rowsQuarantined: quarantine.rows(),
      findings,
      faults: quarantine.faults(),
      ...(look ? { secondStage: look.record() } : {}),
      bytes: object.size,
      seconds: (performance.now() - began) / 1000,
      ...(newest === undefined ? {} : { newestEvent: newest }),
    };
    if (counts.rowsIn !== counts.rowsBronze + counts.rowsQuarantined) {
      throw new CountsDiffer(
        `${counts.rowsIn} rows in, ${counts.rowsBronze} in bronze, ${counts.rowsQuarantined} in quarantine`,
      );
    }
    const wroteQuarantine = await quarantine.commit();
    const wroteBronze = await bronze.commit({
      'hushlake.load_id': loadId,
      'hushlake.contract_version': contract.version,
      'hushlake.rows_in': String(counts.rowsIn),
      'hushlake.rows_quarantined': String(counts.rowsQuarantined),
      ...(contract.secondStage ? { 'hushlake.second_stage': contract.secondStage.sha256 } : {}),
    });
    return { layout, counts, wroteBronze, wroteQuarantine };
  } catch (error) {
    // What cannot even be cleaned up is swept by the next run; the failure itself must be recorded all the same.
    await Promise.allSettled([bronze.abort(), quarantine.abort()]);
    throw error;
  }
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
 */
export const ingestObject = async (
  ports: IngestPorts,
  limits: IngestLimits,
  contract: TableContract,
  object: ObjectVersion,
  options: { readonly again?: boolean; readonly onBytes?: (read: number) => void } = {},
): Promise<LoadOutcome> => {
  const { store, ledger, catalog, metrics, now } = ports;
  const { source, table } = contract;
  const loadId = loadIdOf(object.uri, object.version);
  // A time of arrival in the future would make its table look fresh for ever.
  const arrivedAt = new Date(Math.min(object.createdAt.getTime(), now().getTime()));
  const { key, uri, version } = object;
  const record = await ledger.start(
    { loadId, source, table, key, uri, version, arrivedAt },
    contract.version,
    now(),
    options,
  );
  if (record.state === 'committed') return { state: 'skipped', record };

  const load: LoadIdentity = { loadId, source, table, key, uri, version, arrivedAt: record.arrivedAt };
  const bronzeKey = bronzeKeyOf(source, table, load.arrivedAt, loadId);
  const quarantineKey = quarantineKeyOf(source, table, loadId);
  try {
    // Files first, ledger last: a crash in between is repaired by loading again, never the other way round.
    const { layout, counts, wroteBronze, wroteQuarantine } = await deriveUndisturbed(ports.subjects, contract, () =>
      derive(ports, limits, contract, object, load, options.onBytes),
    );
    if (wroteBronze)
      await catalog.evolve(
        contract.bronzeSchema,
        table,
        layout.bronze.map(({ name, type }) => ({ name, type })),
      );
    // What an earlier attempt left under a key that this one has no rows for. Not after the commit: a crash in between
    // would leave rows that count nowhere.
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
    // Another worker on the same object was first: the same rows lie under the same keys, and count once.
    if (!won && final.contractVersion === contract.version) return { state: 'skipped', record: final };
    // Under another contract its rows differ, and ours may lie in their place by now: the ledger has to fit them again.
    if (!won) return ingestObject(ports, limits, contract, object, { ...options, again: true });
    await metrics.emit(loadMetrics(contract, counts, now()));
    return { state: 'committed', record: final };
  } catch (error) {
    const code = errorCodeOf(error);
    await ledger.fail(loadId, record.revision, code, now());
    await metrics.emit(loadMetrics(contract, undefined, now()));
    return { state: 'failed', code, detail: safeDetail(error) };
  }
};
