import type { TableContract } from '../config/tableContract.ts';
import type { TableFreshness } from '../usecases/checkFreshness.ts';
import type { LoadOutcome } from '../usecases/ingestObject.ts';

/** What one run did to one table's raw objects. */
export interface TableReport {
  readonly source: string;
  readonly table: string;
  objects: number;
  rows_in: number;
  rows_bronze: number;
  rows_quarantined: number;
  findings: Record<string, number>;
  /** Quarantined rows by fault code. */
  faults: Record<string, number>;
  /** Objects that could not be loaded, by error code. */
  failed: Record<string, number>;
}

export interface SilverReport {
  /** `ctl_dev_silver.platformdb.message` */
  readonly table: string;
  readonly rows: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  /** Names of failed checks, or an error's code. */
  readonly failed: readonly string[];
}

/** The document that `run --json` prints. */
export interface RunReport {
  readonly ok: boolean;
  readonly tables: readonly TableReport[];
  readonly silver: readonly SilverReport[];
  readonly freshness: readonly { source: string; table: string; lag_seconds: number; breached: boolean }[];
}

const emptyTable = (source: string, table: string): TableReport => ({
  source,
  table,
  objects: 0,
  rows_in: 0,
  rows_bronze: 0,
  rows_quarantined: 0,
  findings: {},
  faults: {},
  failed: {},
});

const add = (totals: Record<string, number>, more: Readonly<Record<string, number | undefined>>): void => {
  for (const [name, count] of Object.entries(more)) totals[name] = (totals[name] ?? 0) + (count ?? 0);
};

/** Gathers the outcomes of a run's loads by table; every table of the workspace has its line. */
export const tableReports = (contracts: readonly TableContract[]) => {
  const reports = new Map<string, TableReport>();
  const of = (source: string, table: string): TableReport => {
    const id = `${source}/${table}`;
    const report = reports.get(id) ?? emptyTable(source, table);
    reports.set(id, report);
    return report;
  };
  for (const { source, table } of contracts) of(source, table);
  return {
    add: (source: string, table: string, outcome: LoadOutcome): void => {
      const report = of(source, table);
      if (outcome.state === 'skipped') return;
      report.objects++;
      if (outcome.state === 'failed') {
        add(report.failed, { [outcome.code]: 1 });
        return;
      }
      const counts = outcome.record.counts!;
      report.rows_in += counts.rowsIn;
      report.rows_bronze += counts.rowsBronze;
      report.rows_quarantined += counts.rowsQuarantined;
      add(report.findings, counts.findings);
      add(report.faults, counts.faults);
    },
    all: (): readonly TableReport[] => [...reports.values()],
  };
};

/** Puts the parts together. All is well when nothing failed, no row is in quarantine and no promise is broken. */
export const runReport = (
  tables: readonly TableReport[],
  silver: readonly SilverReport[],
  freshness: readonly TableFreshness[],
): RunReport => ({
  ok:
    tables.every(t => t.rows_quarantined === 0 && Object.keys(t.failed).length === 0) &&
    silver.every(s => s.failed.length === 0) &&
    freshness.every(f => f.state !== 'breached'),
  tables,
  silver,
  freshness: freshness.map(f => ({
    source: f.source,
    table: f.table,
    lag_seconds: f.lagSeconds,
    breached: f.state === 'breached',
  })),
});
