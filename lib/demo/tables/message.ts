import { conversationOf, longestPause } from '../conversations.ts';
import type { DemoTable, Sheet, Spoil } from '../demoFile.ts';
import { dialogue } from '../dialogue.ts';
import { type DemoPlan, iso, placeOf, snowflake, startOf } from '../plan.ts';
import { random } from '../random.ts';
import { filesFor, sheets, slices } from '../sheets.ts';

const faults: readonly Spoil[] = [
  // Cut off, as by a producer that died.
  { code: 'malformed_row', text: line => line.slice(0, -1) },
  { code: 'identity_missing', columns: ({ id: _, ...rest }) => rest },
];

/** Rows by their number. Those of one conversation follow each other, so the last conversation is kept at hand. */
const rowsOf = (plan: DemoPlan) => {
  const begin = (number: number) => {
    const conversation = conversationOf(plan, number);
    return { conversation, turns: dialogue(plan, conversation) };
  };
  let current: ReturnType<typeof begin> | undefined;
  return (message: number) => {
    const { conversation: number, turn } = placeOf(message);
    if (current?.conversation.number !== number) current = begin(number);
    const { conversation, turns } = current;
    const { speaker, text, planted } = turns[turn]!;
    const sentAt = conversation.startedAt + turn * longestPause + random(plan.seed, 'pause', message).int(0, 80_000);
    return {
      columns: {
        id: snowflake(sentAt, message),
        conversation_id: conversation.id,
        message: text,
        status: speaker === 'texter' ? 'received' : 'delivered',
        type: speaker,
        timestamp: iso(sentAt),
      },
      planted: { message: planted },
    };
  };
};

/** What was said, message by message: some files plain, every third one compressed. */
export const message: DemoTable = {
  faults,
  sheets: (plan): readonly Sheet[] =>
    sheets(
      {
        folder: 'platform-db/message',
        name: 'messages',
        ending: file => (file % 3 === 2 ? 'jsonl.gz' : 'jsonl'),
      },
      slices(plan.messages, filesFor(plan.messages, 9), row => startOf(plan, placeOf(row).conversation)).map(slice => ({
        ...slice,
        row: rowsOf(plan),
      })),
    ),
};
