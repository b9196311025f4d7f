import type { DemoTable } from '../demoFile.ts';
import { filled, phoneNumber } from '../identifiers.ts';
import { personOf } from '../people.ts';
import { iso } from '../plan.ts';
import { random } from '../random.ts';
import { evenly, filesFor, sheets, slices } from '../sheets.ts';

const hour = 3_600_000;
const shiftsEach = 6;

const notes = [
  'swapped with {other}',
  'call {phone} if late',
  'first night shift, please check in',
  'asked {other} to cover the last hour',
  'left early, see mail to {email}',
];

/** Hours that responders signed up for: the week before and the days to come. */
export const shift: DemoTable = {
  faults: [],
  sheets: plan => {
    const total = plan.contacts * shiftsEach;
    const timeOf = evenly(plan, total);
    const row = (index: number) => {
      const person = personOf(plan, index % plan.contacts);
      const r = random(plan.seed, 'shift', index);
      const startsAt = Math.floor((timeOf(index) + r.int(-96, 96) * hour) / hour) * hour;
      const endsAt = startsAt + r.int(2, 5) * hour;
      const voices = { place: 'us', texter: person.firstName, phone: phoneNumber(r, 'us'), responder: '' } as const;
      const note = r.chance(0.3) ? filled(r, r.pick(notes), {}, voices) : undefined;
      return {
        columns: {
          id: `a0S5e${index.toString(36).toUpperCase().padStart(10, '0')}QAZ`,
          contact_id: person.id,
          starts_at: iso(startsAt),
          ends_at: iso(endsAt),
          status: endsAt > plan.to ? 'planned' : r.pick(['worked', 'worked', 'worked', 'missed', 'cancelled']),
          note: note?.text ?? null,
          last_modified: iso(timeOf(index)),
        },
        planted: { note: note?.planted ?? [] },
      };
    };
    return sheets(
      { folder: 'salesforce/shift', name: 'shifts', ending: () => 'jsonl.zst' },
      slices(total, filesFor(total), timeOf).map(slice => ({ ...slice, row })),
    );
  },
};
