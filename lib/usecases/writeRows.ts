import type { TableContract } from '../config/tableContract.ts';
import type { Batch } from '../core/batch.ts';
import type { CellKeys } from '../core/cellKeys.ts';
import { encryptedColumns, type Layout } from '../core/layout.ts';
import { newestEvent } from '../core/newestEvent.ts';
import { bronzePlan } from '../core/plan.ts';
import type { SourceRow } from '../core/rows.ts';
import { scrubber } from '../core/scrub/scrubber.ts';
import { textsToScrub } from '../core/withScrubbed.ts';
import type { Catalog } from '../ports/catalog.ts';
import type { KeyService } from '../ports/keyService.ts';
import type { LoadCounts, LoadIdentity, LoadLedger } from '../ports/loadLedger.ts';
import type { Metrics } from '../ports/metrics.ts';
import type { ObjectStore } from '../ports/objectStore.ts';
import type { Subjects } from '../ports/subjects.ts';
import type { TokenClassifier } from '../ports/tokenClassifier.ts';
import { bronzeSink } from './bronzeSink.ts';
import { CountsDiffer } from './loadErrors.ts';
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

/** Rows that now lie in the lake, and what was seen of them on the way. */
export interface Written extends Omit<LoadCounts, 'bytes'> {
  readonly wroteBronze: boolean;
  readonly wroteQuarantine: boolean;
}

/** Where rows go. A file appears only where there is a row for it. */
export interface RowFiles {
  readonly bronzeKey: string;
  readonly quarantineKey: string;
}

/**
 * The way of a load's rows into the lake: everything that is needed for it is made once, then rows are written, to two
 * files each time. What fails leaves no trace of its files.
 */
export const rowWriter = async (ports: IngestPorts, contract: TableContract, layout: Layout, load: LoadIdentity) => {
  const scrub = scrubberFor(contract);
  const subjects = await subjectLookUp(ports, contract);
  const look = await secondLook(contract, scrub, ports.classifier);
  const keys = await cellKeys(ports, contract, layout);
  const plan = bronzePlan({
    contract,
    layout,
    keys,
    lineage: { ...load, contractVersion: contract.version },
  });

  return async (
    source: AsyncIterable<readonly SourceRow[]>,
    files: RowFiles,
    footer: Readonly<Record<string, string>> = {},
  ): Promise<Written> => {
    const began = performance.now();
    const readBefore = look?.record().texts ?? 0;
    const bronze = bronzeSink(ports.store, files.bronzeKey);
    const quarantine = quarantineSink(ports, contract, load.loadId, files.quarantineKey);
    try {
      let rowsIn = 0;
      const findings: Record<string, number> = {};
      const events = newestEvent(contract);
      for await (const rows of source) {
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
      const [rowsBronze, rowsQuarantined, newest] = [bronze.rows(), quarantine.rows(), events.text()];
      if (rowsIn !== rowsBronze + rowsQuarantined) {
        throw new CountsDiffer(`${rowsIn} rows in, ${rowsBronze} in bronze, ${rowsQuarantined} in quarantine`);
      }
      const wroteQuarantine = await quarantine.commit();
      const wroteBronze = await bronze.commit({
        'hushlake.load_id': load.loadId,
        'hushlake.contract_version': contract.version,
        'hushlake.rows_in': String(rowsIn),
        'hushlake.rows_quarantined': String(rowsQuarantined),
        ...(contract.secondStage ? { 'hushlake.second_stage': contract.secondStage.sha256 } : {}),
        ...footer,
      });
      return {
        rowsIn,
        rowsBronze,
        rowsQuarantined,
        findings,
        faults: quarantine.faults(),
        ...(look ? { secondStage: { ...look.record(), texts: look.record().texts - readBefore } } : {}),
        seconds: (performance.now() - began) / 1000,
        ...(newest === undefined ? {} : { newestEvent: newest }),
        wroteBronze,
        wroteQuarantine,
      };
    } catch (error) {
      // What cannot even be cleaned up is swept by the next run; the failure itself must be recorded all the same.
      await Promise.allSettled([bronze.abort(), quarantine.abort()]);
      throw error;
    }
  };
};
