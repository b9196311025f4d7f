import { csvOf, type DemoFile, type DemoRow, demoFile, jsonOf, linesOf } from './demoFile.ts';
import { identifier } from './identifiers.ts';
import { responderLines, summaries, surveyComments, texterLines } from './phrases.ts';
import { chanceFor, firstMessageId, minutesAgo, type Planted, reveal, type World } from './world.ts';

const messagesPerFile = 5000;
/** About every seventh message gives somebody away. */
const revealingShare = 0.15;

const message = (world: World, n: number): { readonly row: DemoRow; readonly planted?: Planted } => {
  const r = chanceFor(world, 'message', n);
  const conversation = Math.floor((n / world.messages) * world.conversations);
  const fromTexter = n % 2 === 0;
  const revealed = fromTexter && r.chance(revealingShare * 2) ? reveal(r) : undefined;
  const said = revealed?.sentence ?? r.pick(fromTexter ? texterLines : responderLines);
  const row = {
    id: firstMessageId + BigInt(n),
    conversation_id: conversation + 1,
    message: said,
    status: r.pick(['sent', 'delivered', 'delivered', 'read']),
    type: fromTexter ? 'texter' : 'responder',
    timestamp: minutesAgo(world, (world.messages - n) / 10),
  };
  return revealed ? { row, planted: revealed.planted } : { row };
};

/** The first file has one cut line, one id that is text and one that is missing. */
const brokenMessages = [
  '{"id":1310000000000000000,"conversation_id":1,"mess',
  '["not","an","object"]',
  '{"conversation_id":1,"message":"no id","status":"sent"}',
];

const messageFiles = function* (world: World): Iterable<DemoFile> {
  for (let from = 0, file = 1; from < world.messages; from += messagesPerFile, file++) {
    const rows = Math.min(messagesPerFile, world.messages - from);
    const broken = file === 1 ? brokenMessages : [];
    const text = (): string =>
      linesOf([...Array.from({ length: rows }, (_, i) => jsonOf(message(world, from + i).row)), ...broken]);
    const name = `part-${String(file).padStart(4, '0')}.jsonl`;
    yield demoFile(
      'platform-db/message',
      name,
      file % 2 === 0 ? 'gz' : 'plain',
      rows + broken.length,
      text,
      broken.length,
    );
  }
};

/** What the messages give away. */
export const plantedInMessages = function* (world: World): Iterable<Planted> {
  for (let n = 0; n < world.messages; n++) {
    const { planted } = message(world, n);
    if (planted) yield planted;
  }
};

const texter = (world: World, n: number): DemoRow => {
  const r = chanceFor(world, 'texter', n);
  return {
    id: n + 1,
    phone: identifier('phone', r),
    first_name: r.chance(0.3) ? null : identifier('person', r),
    language: r.pick(['en', 'en', 'en', 'es']),
    opted_out: r.chance(0.03),
    created_at: minutesAgo(world, 50_000 - n),
    updated_at: minutesAgo(world, r.between(1, 40_000)),
  };
};

const conversation = (world: World, n: number, state: 'active' | 'closed', op: 'c' | 'u' | 'd'): DemoRow => {
  const r = chanceFor(world, 'conversation', n);
  const closed = state === 'closed';
  const started = (1 - n / world.conversations) * 2000 + 60;
  return {
    id: n + 1,
    texter_id: r.between(1, world.texters),
    responder_id: r.between(1, world.responders),
    state,
    channel: r.pick(['sms', 'sms', 'web', 'whatsapp']),
    rating: closed ? `${r.between(1, 4)}.${r.digits(2)}` : null,
    summary: closed
      ? `${r.pick(summaries)}${r.chance(0.2) ? ` Asked to be reached at ${identifier('phone', r)}.` : ''}`
      : null,
    op,
    started_at: minutesAgo(world, started),
    updated_at: minutesAgo(world, started - (closed ? (op === 'd' ? 55 : 45) : 5)),
  };
};

const conversationFiles = (world: World): readonly DemoFile[] => {
  const all = Array.from({ length: world.conversations }, (_, n) => n);
  const opened = all.map(n => conversation(world, n, 'active', 'c'));
  const closed = all.filter(n => n % 10 !== 0).map(n => conversation(world, n, 'closed', 'u'));
  const erased = all.filter(n => n % 100 === 7).map(n => conversation(world, n, 'closed', 'd'));
  // A channel that does not exist, and a rating that is no number.
  const broken = [
    { ...opened[0]!, id: world.conversations + 1, channel: 'pigeon' },
    { ...opened[0]!, id: world.conversations + 2, rating: 'good' },
  ];
  return [
    demoFile('platform-db/conversation', 'opened.csv', 'gz', opened.length, () => csvOf(opened)),
    demoFile(
      'platform-db/conversation',
      'changed.csv',
      'gz',
      closed.length + erased.length + broken.length,
      () => csvOf([...closed, ...erased, ...broken]),
      broken.length,
    ),
  ];
};

const reportingLogValue = (world: World, n: number): DemoRow => {
  const r = chanceFor(world, 'report', n);
  return {
    id: n + 1,
    conversation_id: (n % world.conversations) + 1,
    question_id: r.between(1, 12),
    value: r.chance(0.1) ? reveal(r).sentence : r.pick(['yes', 'no', 'school', 'family', 'sleep', 'relationships']),
    group_number: r.between(1, 3),
  };
};

const surveyResponse = (world: World, n: number): DemoRow => {
  const r = chanceFor(world, 'survey', n);
  return {
    id: n + 1,
    conversation_id: r.between(1, world.conversations),
    question: r.pick(['How helpful was this conversation?', 'Do you feel less alone?']),
    score: r.between(1, 5),
    comment: r.chance(0.5) ? null : r.chance(0.1) ? reveal(r).sentence : r.pick(surveyComments),
    answered_at: minutesAgo(world, r.between(1, 2000)),
  };
};

const rowsOf = (count: number, make: (n: number) => DemoRow): readonly DemoRow[] =>
  Array.from({ length: count }, (_, n) => make(n));

/** Texters, conversations, messages, reports and surveys. */
export const platformDbFiles = function* (world: World): Iterable<DemoFile> {
  yield demoFile('platform-db/texter', 'texters.jsonl', 'plain', world.texters, () =>
    linesOf(rowsOf(world.texters, n => texter(world, n)).map(jsonOf)),
  );
  yield* conversationFiles(world);
  yield* messageFiles(world);
  const reports = world.conversations * 2;
  yield demoFile('platform-db/reporting_log_value', 'values.jsonl', 'zst', reports, () =>
    linesOf(rowsOf(reports, n => reportingLogValue(world, n)).map(jsonOf)),
  );
  const surveys = Math.ceil(world.conversations / 2);
  // A score beyond the scale.
  const broken = { ...surveyResponse(world, 0), id: surveys + 1, score: 11 };
  yield demoFile(
    'platform-db/survey_response',
    'survey.json',
    'plain',
    surveys + 1,
    () => `[${[...rowsOf(surveys, n => surveyResponse(world, n)), broken].map(jsonOf).join(',\n')}]\n`,
    1,
  );
};
