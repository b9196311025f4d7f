import { conversationOf } from '../conversations.ts';
import type { DemoTable } from '../demoFile.ts';
import { filled } from '../identifiers.ts';
import { iso, startOf } from '../plan.ts';
import { random } from '../random.ts';
import { filesFor, sheets, slices } from '../sheets.ts';

const questions = ['felt_heard', 'would_text_again', 'less_alone'];
/** Every second texter answers. */
const answeredOneIn = 2;

/** What texters answer after a conversation, as the survey tool exports it: one JSON array a file. */
export const surveyResponse: DemoTable = {
  faults: [{ code: 'check_failed', columns: columns => ({ ...columns, score: 7 }) }],
  sheets: plan => {
    const total = Math.floor(plan.conversations / answeredOneIn);
    const row = (index: number) => {
      const { id, closedAt, voices, phrases } = conversationOf(plan, index * answeredOneIn);
      const r = random(plan.seed, 'survey', index);
      const comment = r.chance(0.5) ? filled(r, r.pick(phrases.comments), phrases.words, voices) : undefined;
      return {
        columns: {
          id: 300_000 + index,
          conversation_id: id,
          question: r.pick(questions),
          score: r.int(2, 5),
          comment: comment?.text ?? null,
          answered_at: iso(closedAt + r.int(60_000, 600_000)),
        },
        planted: { comment: comment?.planted ?? [] },
      };
    };
    return sheets(
      { folder: 'platform-db/survey_response', name: 'responses', ending: () => 'json' },
      slices(total, filesFor(total), index => startOf(plan, index * answeredOneIn)).map(slice => ({ ...slice, row })),
    );
  },
};
