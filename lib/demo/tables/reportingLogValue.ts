import { conversationOf } from '../conversations.ts';
import type { DemoTable } from '../demoFile.ts';
import { filled } from '../identifiers.ts';
import { startOf } from '../plan.ts';
import { random } from '../random.ts';
import { filesFor, sheets, slices } from '../sheets.ts';

/** Questions of the responder's form; to each, how answers are put. */
const questions = [
  ['loneliness', 'relationships', 'family', 'school', 'work', 'sleep', 'grief'],
  ['low', 'low', 'moderate'],
  [
    'gave {phone} for a follow-up call',
    'no follow-up wanted',
    'asked for mail to {email}',
    'will text again',
    'said {name} would rather write',
  ],
] as const;

/** What responders put down after a conversation: three answers, the last in free text. */
export const reportingLogValue: DemoTable = {
  faults: [],
  sheets: plan => {
    const total = plan.conversations * questions.length;
    const conversationNumber = (row: number) => Math.floor(row / questions.length);
    const row = (index: number) => {
      const { id, voices, phrases } = conversationOf(plan, conversationNumber(index));
      const question = index % questions.length;
      const r = random(plan.seed, 'report', index);
      const { text, planted } = filled(r, r.pick(questions[question]!), phrases.words, voices);
      return {
        columns: {
          id: 1_000_000 + index,
          question_id: 40 + question,
          value: text,
          group_number: 1,
          conversation_id: id,
        },
        planted: { value: planted },
      };
    };
    return sheets(
      { folder: 'platform-db/reporting_log_value', name: 'values', ending: () => 'jsonl' },
      slices(total, filesFor(total), index => startOf(plan, conversationNumber(index))).map(slice => ({
        ...slice,
        row,
      })),
    );
  },
};
