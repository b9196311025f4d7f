import { conversationOf } from '../conversations.ts';
import type { DemoTable } from '../demoFile.ts';
import { filled } from '../identifiers.ts';
import { iso } from '../plan.ts';
import { random } from '../random.ts';
import { evenly, filesFor, sheets, slices } from '../sheets.ts';

/** A line for every so many messages. */
const messagesALine = 10;

const lines = [
  ['info', 'conversation assigned'],
  ['info', 'queue length {count}'],
  ['debug', 'session opened from {ip}'],
  ['warn', 'delivery slow, retry {count}'],
  ['warn', 'could not normalise number {phone}'],
  ['error', 'mail to {email} bounced'],
  ['info', 'summary saved'],
] as const;

const words = { count: ['1', '2', '3', '5', '8', '13'] };

/** What the platform's programs log, and sometimes should not. */
export const applicationLog: DemoTable = {
  faults: [{ code: 'null_not_allowed', columns: columns => ({ ...columns, service: null }) }],
  sheets: plan => {
    const total = Math.ceil(plan.messages / messagesALine);
    const timeOf = evenly(plan, total);
    const row = (index: number) => {
      const r = random(plan.seed, 'log', index);
      const { voices } = conversationOf(plan, r.int(0, plan.conversations - 1));
      const [level, line] = r.pick(lines);
      const { text, planted } = filled(r, line, words, voices);
      return {
        columns: {
          id: `log-${plan.seed}-${index}`,
          service: r.pick(['chat', 'router', 'mailer', 'reports']),
          level,
          text,
          duration_ms: r.chance(0.8) ? r.int(1, 90_000) / 100 : null,
          logged_at: iso(timeOf(index)),
        },
        planted: { text: planted },
      };
    };
    return sheets(
      { folder: 'operational/application_log', name: 'log', ending: () => 'jsonl' },
      slices(total, filesFor(total), timeOf).map(slice => ({ ...slice, row })),
    );
  },
};
