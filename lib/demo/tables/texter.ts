import type { DemoTable } from '../demoFile.ts';
import { texterOf } from '../people.ts';
import { iso } from '../plan.ts';
import { random } from '../random.ts';
import { evenly, filesFor, only, sheets, slices } from '../sheets.ts';

const day = 86_400_000;

/** Who texts in; afterwards every ninth row comes again, with a change. */
export const texter: DemoTable = {
  faults: [{ code: 'type_mismatch', columns: columns => ({ ...columns, opted_out: 'perhaps' }) }],
  sheets: plan => {
    const total = plan.texters + Math.floor(plan.texters / 9);
    const timeOf = evenly(plan, total);
    const row = (index: number) => {
      const again = index >= plan.texters;
      const number = again ? (index - plan.texters) * 9 : index;
      const { id, place, firstName, phone } = texterOf(plan, number);
      const r = random(plan.seed, 'texter row', number);
      const createdAt = plan.from - r.int(1, 300 * day);
      const named = r.chance(0.8);
      return {
        columns: {
          id,
          phone,
          first_name: named ? firstName : null,
          language: place === 'es' ? 'es' : 'en',
          opted_out: again && r.chance(0.5),
          created_at: iso(createdAt),
          updated_at: iso(again ? timeOf(index) : createdAt),
        },
        planted: { phone: only('PHONE', phone), first_name: named ? only('PERSON', firstName) : [] },
      };
    };
    return sheets(
      { folder: 'platform-db/texter', name: 'texters', ending: () => 'jsonl' },
      slices(total, filesFor(total), timeOf).map(slice => ({ ...slice, row })),
    );
  },
};
