import { conversationOf } from '../conversations.ts';
import type { DemoTable } from '../demoFile.ts';
import { iso, placeOf, startOf } from '../plan.ts';
import { random } from '../random.ts';
import { filesFor, only, sheets, slices } from '../sheets.ts';

/** Our own number at the provider: one that it keeps for tests. */
const ourNumber = '+15005550006';
/** The provider reports on every second message. */
const reportedOneIn = 2;

const hex = (digits: string, number: number): string => digits + number.toString(16).padStart(32 - digits.length, '0');

/** What the provider of text messages tells of them. */
export const messageEvent: DemoTable = {
  faults: [],
  sheets: plan => {
    const total = Math.floor(plan.messages / reportedOneIn);
    const place = (index: number) => placeOf(index * reportedOneIn);
    const row = (index: number) => {
      const { conversation, turn } = place(index);
      const { startedAt, texter } = conversationOf(plan, conversation);
      const r = random(plan.seed, 'event', index);
      const incoming = r.chance(0.6);
      const failed = !incoming && r.chance(0.02);
      const token = `demo-token-${r.digits(12)}`;
      return {
        columns: {
          event_sid: `EV${hex('0e', index)}`,
          message_sid: `SM${hex('05', index)}`,
          event_type: incoming ? 'received' : failed ? 'failed' : r.pick(['sent', 'delivered', 'delivered']),
          from_number: incoming ? texter.phone : ourNumber,
          to_number: incoming ? ourNumber : texter.phone,
          segments: r.int(1, 3),
          price: r.chance(0.9) ? '-0.00790' : null,
          error_code: failed ? 30003 : null,
          account_token: token,
          occurred_at: iso(startedAt + turn * 90_000 + 85_000),
        },
        planted: {
          [incoming ? 'from_number' : 'to_number']: only('PHONE', texter.phone),
          account_token: only('SECRET', token),
        },
      };
    };
    return sheets(
      { folder: 'twilio/message_event', name: 'events', ending: () => 'jsonl' },
      slices(total, filesFor(total), index => startOf(plan, place(index).conversation)).map(slice => ({
        ...slice,
        row,
      })),
    );
  },
};
