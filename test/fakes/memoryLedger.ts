import type { LoadRecord, SilverRecord } from '../../lib/ports/loadLedger.ts';
import type { SilverLedger } from '../../lib/usecases/silver/types.ts';

interface MemoryLedger extends SilverLedger {
  put(load: LoadRecord): void;
  get(loadId: string): Promise<LoadRecord | undefined>;
}

/** As much of a ledger as silver needs: loads are put in as committed, and stay in the order of arrival. */
export const memoryLedger = (): MemoryLedger => {
  const loads = new Map<string, LoadRecord>();
  const silver: SilverRecord[] = [];
  const select = (filter?: { source: string; table: string }): LoadRecord[] =>
    [...loads.values()]
      .filter(load => !filter || (load.source === filter.source && load.table === filter.table))
      .sort((a, b) => a.arrivedAt.getTime() - b.arrivedAt.getTime() || (a.loadId < b.loadId ? -1 : 1));
  return {
    put: load => void loads.set(load.loadId, load),
    get: async loadId => loads.get(loadId),
    loads: async filter =>
      select(filter).filter(load => !filter?.from || load.arrivedAt.getTime() >= filter.from.getTime()),
    open: async filter =>
      select(filter).filter(load => load.state !== 'committed' || load.mergedRevision !== load.revision),
    markMerged: async merged => {
      for (const { loadId, revision } of merged) loads.set(loadId, { ...loads.get(loadId)!, mergedRevision: revision });
    },
    recordSilver: async record => void silver.push(record),
    silver: async () => [...new Map(silver.map(record => [`${record.source}/${record.table}`, record])).values()],
  };
};
