import type { LoadLedger, LoadRecord, SilverRecord } from '../../lib/ports/loadLedger.ts';

/** A ledger for silver's tests: loads are put in as committed, and stay in the order of arrival. */
export const memoryLedger = (): LoadLedger & { put(load: LoadRecord): void } => {
  const loads = new Map<string, LoadRecord>();
  const silver: SilverRecord[] = [];
  const unused = async (): Promise<never> => {
    throw new Error('silver does not load');
  };
  return {
    put: load => void loads.set(load.loadId, load),
    beganAt: async () => new Date(0),
    get: async loadId => loads.get(loadId),
    start: unused,
    commit: unused,
    fail: unused,
    loads: async filter =>
      [...loads.values()]
        .filter(load => !filter || (load.source === filter.source && load.table === filter.table))
        .sort((a, b) => a.arrivedAt.getTime() - b.arrivedAt.getTime() || (a.loadId < b.loadId ? -1 : 1)),
    markMerged: async merged => {
      for (const { loadId, revision } of merged) loads.set(loadId, { ...loads.get(loadId)!, mergedRevision: revision });
    },
    recordSilver: async record => void silver.push(record),
    silver: async () => [...new Map(silver.map(record => [`${record.source}/${record.table}`, record])).values()],
  };
};
