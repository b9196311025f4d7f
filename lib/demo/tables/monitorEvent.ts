import type { DemoTable } from '../demoFile.ts';
import { iso } from '../plan.ts';
import { random } from '../random.ts';
import { evenly, filesFor, sheets, slices } from '../sheets.ts';

const monitors = ['queue-wait', 'data-freshness', 'failed-tables', 'api-latency', 'delivery-errors'];
const changes = 288;

/** State changes of monitors, one every quarter of an hour. */
export const monitorEvent: DemoTable = {
  // Another program's line, in the wrong stream.
  faults: [{ code: 'not_an_object', text: line => `[${line}]` }],
  sheets: plan => {
    const timeOf = evenly(plan, changes);
    const row = (index: number) => {
      const r = random(plan.seed, 'monitor', index);
      const state = r.pick(['ok', 'ok', 'ok', 'warn', 'alert', 'no_data']);
      return {
        columns: {
          id: `monitor-${plan.seed}-${index}`,
          monitor: r.pick(monitors),
          state,
          value: state === 'no_data' ? null : r.int(0, 5_000_000) / 1000,
          changed_at: iso(timeOf(index)),
        },
        planted: {},
      };
    };
    return sheets(
      { folder: 'operational/monitor_event', name: 'changes', ending: () => 'jsonl' },
      slices(changes, filesFor(changes), timeOf).map(slice => ({ ...slice, row })),
    );
  },
};
