import { bronzeKeyOf, partName, quarantineKeyOf } from '../../core/loadId.ts';
import type { LoadCounts } from '../../ports/loadLedger.ts';
import type { LoadOutcome } from '../ingestObject.ts';
import { CountsDiffer } from '../loadErrors.ts';
import { loadMetrics } from '../loadMetrics.ts';
import { removeStrays } from '../strays.ts';
import type { Written } from '../writeRows.ts';
import { erasuresNow, layoutOfLoad, partsOfRange } from './loadRange.ts';
import type { PartNote } from './notes.ts';
import { NoteMissing, type PartsLoad } from './partsLoad.ts';

const sumOf = (maps: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const map of maps) for (const [name, n] of Object.entries(map)) sums[name] = (sums[name] ?? 0) + n;
  return sums;
};

/** What all parts together counted. */
const countsOf = (parts: readonly Written[], bytes: number): LoadCounts => {
  const total = (of: (part: Written) => number): number => parts.reduce((sum, part) => sum + of(part), 0);
  const model = parts.find(part => part.secondStage)?.secondStage;
  const newest = parts
    .flatMap(({ newestEvent }) => newestEvent ?? [])
    .sort()
    .at(-1);
  return {
    rowsIn: total(part => part.rowsIn),
    rowsBronze: total(part => part.rowsBronze),
    rowsQuarantined: total(part => part.rowsQuarantined),
    findings: sumOf(parts.map(part => part.findings)),
    faults: sumOf(parts.map(part => part.faults as Record<string, number>)),
    ...(model ? { secondStage: { ...model, texts: total(part => part.secondStage?.texts ?? 0) } } : {}),
    bytes,
    seconds: total(part => part.seconds),
    ...(newest === undefined ? {} : { newestEvent: newest }),
  };
};

/** The load as it ended, or the ranges that must be loaded once more before it can. */
export type Finished = { readonly outcome: LoadOutcome } | { readonly again: readonly number[] };

/**
 * Commits a load whose parts are all written: its counts are the sums, its files those of the parts, and it becomes final
 * in one step. Parts that are missing, or older than an erasure, are asked for again.
 * @throws CountsDiffer when rows were lost or doubled on the way
 */
export const finishParts = async (load: PartsLoad): Promise<Finished> => {
  const { ports, contract, notes, object, loadId, plan } = load;
  const { ledger, catalog, metrics, now } = ports;
  const record = await load.record();
  if (record.state === 'committed') {
    await removeStrays(ports, record);
    return { outcome: { state: 'skipped', record } };
  }
  const layoutNote = await notes.layout();
  if (!layoutNote) throw new NoteMissing('layout');
  const { source, table, arrivedAt, revision } = record;
  const erasures = await erasuresNow(load);
  const isGood = (part: PartNote) => part.revision === revision && part.erasures === erasures;
  const noted = await notes.parts();
  const ranges = layoutNote.ranges.map(range => ({ ...range, ...partsOfRange(load, range.firstRow, noted, isGood) }));
  const again = ranges.flatMap(({ next }, i) => (next === undefined ? [] : [i]));
  if (again.length > 0) return { again };

  const parts = ranges.flatMap(({ written }) => written);
  for (const { rows, written, firstRow } of ranges) {
    const found = written.reduce((sum, [, part]) => sum + part.written.rowsIn, 0);
    if (rows !== undefined && rows !== found) {
      throw new CountsDiffer(`the range from row ${firstRow} on has ${rows} rows, and ${found} were loaded`);
    }
  }
  const counts = countsOf(
    parts.map(([, { written }]) => written),
    object.size,
  );
  if (counts.rowsIn !== counts.rowsBronze + counts.rowsQuarantined) {
    throw new CountsDiffer(
      `${counts.rowsIn} rows in, ${counts.rowsBronze} in bronze, ${counts.rowsQuarantined} in quarantine`,
    );
  }
  const bronze = parts.flatMap(([row, { written }]) => (written.wroteBronze ? [row] : []));
  const quarantine = parts.flatMap(([row, { written }]) => (written.wroteQuarantine ? [row] : []));
  if (bronze.length > 0) {
    await catalog.evolve(
      contract.bronzeSchema,
      table,
      layoutOfLoad(load, layoutNote).bronze.map(({ name, type }) => ({ name, type })),
    );
  }
  const name = (row: number): string => partName(loadId, plan, row);
  const won = await ledger.commit(
    loadId,
    revision,
    {
      counts,
      contractVersion: contract.version,
      parts: { plan, bronze, quarantine },
      ...(bronze[0] === undefined ? {} : { bronzeKey: bronzeKeyOf(source, table, arrivedAt, name(bronze[0])) }),
      ...(quarantine[0] === undefined ? {} : { quarantineKey: quarantineKeyOf(source, table, name(quarantine[0])) }),
    },
    now(),
  );
  const final = await load.record();
  await removeStrays(ports, final);
  if (!won) return { outcome: { state: 'skipped', record: final } };
  await metrics.emit(loadMetrics(contract, counts, now()));
  return { outcome: { state: 'committed', record: final } };
};
