import { conversationOf } from '../conversations.ts';
import type { DemoRow, DemoTable } from '../demoFile.ts';
import { filled } from '../identifiers.ts';
import { type DemoPlan, dateOf, iso, startOf } from '../plan.ts';
import { random } from '../random.ts';
import { filesFor, sheets, slices } from '../sheets.ts';

/** Of so many conversations, one texter asks to have everything deleted. */
const deletedOneIn = 250;

type Version = 'opened' | 'closed' | 'deleted';

/** A row of change data capture. The deletion repeats what was there, as CDC tools do. */
const rowOf = (plan: DemoPlan, number: number, version: Version): DemoRow => {
  const conversation = conversationOf(plan, number);
  const { id, texter, responderId, startedAt, closedAt, phrases, voices } = conversation;
  const r = random(plan.seed, 'conversation row', number);
  const channel = r.pick(['sms', 'sms', 'sms', 'web', 'whatsapp']);
  const opened = version === 'opened';
  const rating = r.chance(0.6) ? (r.int(4, 20) / 4).toFixed(2) : null;
  const note = r.chance(0.8) ? filled(r, r.pick(phrases.summaries), phrases.words, voices) : undefined;
  const updatedAt = { opened: startedAt, closed: closedAt, deleted: closedAt + 60_000 }[version];
  return {
    columns: {
      id,
      texter_id: texter.id,
      responder_id: opened ? null : responderId,
      state: opened ? 'queued' : 'closed',
      channel,
      rating: opened ? null : rating,
      summary: opened ? null : (note?.text ?? null),
      op: { opened: 'c', closed: 'u', deleted: 'd' }[version],
      started_at: iso(startedAt),
      updated_at: iso(updatedAt),
    },
    planted: { summary: opened ? [] : (note?.planted ?? []) },
  };
};

/** Conversations as they open, as they close, and a few deletions: three versions of a row in three kinds of file. */
export const conversation: DemoTable = {
  // A comma that nobody quoted.
  faults: [{ code: 'column_count', text: line => `${line},` }],
  sheets: plan => {
    const parts = slices(plan.conversations, filesFor(plan.conversations), number => startOf(plan, number));
    const changes = parts.flatMap(part =>
      (['opened', 'closed'] as const).map(version => ({
        ...part,
        row: (number: number) => rowOf(plan, number, version),
      })),
    );
    const deletions = {
      date: dateOf(plan.to),
      first: 0,
      rows: Math.floor(plan.conversations / deletedOneIn),
      row: (index: number) => rowOf(plan, index * deletedOneIn + 7, 'deleted'),
    };
    return sheets(
      { folder: 'platform-db/conversation', name: 'conversations', ending: () => 'csv.gz' },
      deletions.rows > 0 ? [...changes, deletions] : changes,
    );
  },
};
