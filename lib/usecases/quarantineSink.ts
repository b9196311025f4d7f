import { zstdCompressSync } from 'node:zlib';
import type { TableContract } from '../config/tableContract.ts';
import type { Rejection } from '../core/batch.ts';
import type { FaultCode } from '../core/faults.ts';
import { quarantineColumn, quarantineLines } from '../core/quarantine.ts';
import type { KnownSubjects } from '../core/subject.ts';
import type { KeyService } from '../ports/keyService.ts';
import type { ObjectStore, ObjectWriter } from '../ports/objectStore.ts';

/** The quarantine file of one load. Key and file are asked for by the first bad row only. */
export const quarantineSink = (
  ports: { readonly store: ObjectStore; readonly keys: KeyService; readonly random: (bytes: Uint8Array) => void },
  contract: TableContract,
  loadId: string,
  key: string,
) => {
  let writer: ObjectWriter | undefined;
  let rows = 0;
  const faults: Partial<Record<FaultCode, number>> = {};
  return {
    rows: () => rows,
    faults: () => faults,
    append: async (rejected: readonly Rejection[], subjects: KnownSubjects): Promise<void> => {
      if (rejected.length === 0) return;
      const { workspace, source, table } = contract;
      const dataKey = await ports.keys.dataKey({ workspace, source, table, column: quarantineColumn });
      ports.keys.used(dataKey.id, rejected.length);
      writer ??= await ports.store.write(key);
      for (const { fault } of rejected) faults[fault.code] = (faults[fault.code] ?? 0) + 1;
      rows += rejected.length;
      // One zstd frame a batch; RFC 8878 lets frames follow one another, so nothing has to be held back.
      await writer.write(
        zstdCompressSync(quarantineLines(contract, loadId, dataKey, ports.random, rejected, subjects)),
      );
    },
    commit: async (): Promise<boolean> => {
      if (!writer) return false;
      await writer.commit();
      return true;
    },
    abort: async (): Promise<void> => writer?.abort(),
  };
};
