import type { AuditRecord, LoadLedger, LoadRecord, SilverRecord } from '../../lib/ports/loadLedger.ts';

interface MemoryLedger extends LoadLedger {
  /** Puts a record there as it is. */
  put(load: LoadRecord): void;
}

/** A ledger in memory. Each method is one step, as a transaction would be. */
export const memoryLedger = (began = new Date(0)): MemoryLedger => {
  const loads = new Map<string, LoadRecord>();
  const silver: SilverRecord[] = [];
  const audits: AuditRecord[] = [];
  const select = (filter?: { source: string; table: string }): LoadRecord[] =>
    [...loads.values()]
      .filter(load => !filter || (load.source === filter.source && load.table === filter.table))
      .sort((a, b) => a.arrivedAt.getTime() - b.arrivedAt.getTime() || (a.loadId < b.loadId ? -1 : 1));
  /** The record, where it is open at that revision. */
  const open = (loadId: string, revision: number): LoadRecord | undefined => {
    const load = loads.get(loadId);
    return load?.state !== 'committed' && load?.revision === revision ? load : undefined;
  };
  const notes = new Map<string, Map<string, unknown>>();
  return {
    put: load => void loads.set(load.loadId, load),
    beganAt: async () => began,
    get: async loadId => loads.get(loadId),
    start: async (load, contractVersion, now, options) => {
      const known = loads.get(load.loadId);
      if (known?.state === 'committed' && !options?.again) return known;
      const {
        errorCode: _,
        finishedAt: __,
        ...before
      }: Omit<LoadRecord, 'state'> = known ?? {
        ...{ ...load, revision: 1, contractVersion, startedAt: now },
      };
      const revision = before.revision + (known?.state === 'committed' ? 1 : 0);
      const started: LoadRecord = { ...before, state: 'started', contractVersion, startedAt: now, revision };
      loads.set(load.loadId, started);
      return started;
    },
    commit: async (loadId, revision, outcome, now) => {
      const load = open(loadId, revision);
      if (!load) return false;
      const { errorCode: _, bronzeKey: __, quarantineKey: ___, parts: ____, ...rest } = load;
      loads.set(loadId, { ...rest, ...outcome, state: 'committed', finishedAt: now });
      return true;
    },
    fail: async (loadId, revision, errorCode, now) => {
      const load = open(loadId, revision);
      if (load) loads.set(loadId, { ...load, state: 'failed', errorCode, finishedAt: now });
    },
    forget: async (loadId, revision, layer) => {
      const load = loads.get(loadId);
      if (load?.revision !== revision) return;
      const { [layer === 'bronze' ? 'bronzeKey' : 'quarantineKey']: _, ...rest } = load;
      loads.set(loadId, rest as LoadRecord);
    },
    loads: async filter =>
      select(filter).filter(load => !filter?.from || load.arrivedAt.getTime() >= filter.from.getTime()),
    open: async filter =>
      select(filter).filter(load => load.state !== 'committed' || load.mergedRevision !== load.revision),
    newestArrival: async (source, table) =>
      select({ source, table })
        .filter(({ state }) => state === 'committed')
        .at(-1)?.arrivedAt,
    markMerged: async merged => {
      for (const { loadId, revision } of merged) loads.set(loadId, { ...loads.get(loadId)!, mergedRevision: revision });
    },
    recordSilver: async record => void silver.push(record),
    silver: async () =>
      [...new Map(silver.map(record => [`${record.source}/${record.table}`, record])).values()].sort((a, b) =>
        `${a.source}/${a.table}` < `${b.source}/${b.table}` ? -1 : 1,
      ),
    note: async (loadId, name, value) => {
      const kept = notes.get(loadId) ?? new Map<string, unknown>();
      notes.set(loadId, kept.set(name, value));
    },
    notes: async (loadId, prefix = '') =>
      new Map(
        [...(notes.get(loadId) ?? [])].filter(([name]) => name.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    forgetNotes: async (loadId, names) => {
      for (const name of names) notes.get(loadId)?.delete(name);
    },
    recordAudit: async record => void audits.push(record),
    audits: async () => audits,
  };
};
