import type { TableContract } from '../../lib/config/tableContract.ts';
import type { Batch } from '../../lib/core/batch.ts';
import type { CellKeys } from '../../lib/core/cellKeys.ts';
import { inference, needsInference } from '../../lib/core/infer.ts';
import { encryptedColumns, layoutOf } from '../../lib/core/layout.ts';
import { jsonText } from '../../lib/core/parseValue.ts';
import { bronzePlan } from '../../lib/core/plan.ts';
import type { SourceRecord, SourceRow } from '../../lib/core/rows.ts';
import type { Scrubber } from '../../lib/core/scrub/finding.ts';

/** Replaces each run of digits: enough to see where scrubbing happens. */
const digitScrubber: Scrubber = text => ({
  text: text.replace(/\d+/g, '[PHONE]'),
  findings: [...text.matchAll(/\d+/g)].map(m => ({
    start: m.index,
    end: m.index + m[0].length,
    label: 'PHONE',
    score: 1,
  })),
  unsure: false,
});

export const rowsOf = (records: readonly SourceRecord[], untyped = false): readonly SourceRow[] =>
  records.map((record, i) => ({ number: i + 1, record, text: () => jsonText(record), untyped }));

const layoutFor = (contract: TableContract, rows: readonly SourceRow[]) => {
  const inferred = inference(contract);
  if (needsInference(contract)) inferred.add(rows);
  return layoutOf(contract, inferred.columns());
};

/** Fixed keys: a test can compute what the plan must give. */
export const keysFor = (contract: TableContract, columns: readonly string[] = []): CellKeys => {
  let counter = 0;
  return {
    columns: new Map(columns.map((name, i) => [name, { id: `key-${name}`, bytes: new Uint8Array(32).fill(i + 1) }])),
    random: bytes => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = counter = (counter * 31 + 7) & 0xff;
    },
    ...(contract.checksum?.keyed ? { checksumSecret: new Uint8Array(32).fill(9) } : {}),
    ...(contract.scrubOptions?.consistentWithin ? { placeholderSecret: new Uint8Array(32).fill(7) } : {}),
    ...(contract.pseudonymized.length > 0 ? { pseudonymSecret: new Uint8Array(32).fill(8) } : {}),
  };
};

/** Runs records through the whole plan of a contract. */
export const planOf =
  (contract: TableContract, scrub: Scrubber = digitScrubber, untyped = false) =>
  (records: readonly SourceRecord[]): Batch => {
    const rows = rowsOf(records, untyped);
    const layout = layoutFor(contract, rows);
    const plan = bronzePlan({
      contract,
      layout,
      keys: keysFor(contract, encryptedColumns(layout)),
      lineage: {
        uri: 'lake://ctl-dev/raw/platform-db/message/a.jsonl',
        version: 'v1',
        loadId: 'load-1',
        arrivedAt: new Date('2026-11-23T10:00:00Z'),
        contractVersion: contract.version,
      },
    });
    return plan.protect(plan.conform(rows), scrub);
  };

/** The batch as rows, for reading in a test. */
export const table = (batch: Batch): Record<string, unknown>[] =>
  batch.numbers.map((_, row) => Object.fromEntries([...batch.columns.values()].map(c => [c.name, c.values[row]])));
