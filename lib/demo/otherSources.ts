import { csvOf, type DemoFile, type DemoRow, demoFile, jsonOf, linesOf } from './demoFile.ts';
import { identifier } from './identifiers.ts';
import { resources } from './phrases.ts';
import { chanceFor, minutesAgo, salesforceId, type World } from './world.ts';

const rowsOf = (count: number, make: (n: number) => DemoRow): readonly DemoRow[] =>
  Array.from({ length: count }, (_, n) => make(n));
const jsonLines = (rows: readonly DemoRow[]): string => linesOf(rows.map(jsonOf));

const messageEvent = (world: World, n: number): DemoRow => {
  const r = chanceFor(world, 'event', n);
  const failed = r.chance(0.02);
  return {
    event_sid: `EV${r.hex(32)}`,
    message_sid: `SM${r.hex(32)}`,
    event_type: failed ? 'failed' : r.pick(['sent', 'delivered', 'received']),
    from_number: identifier('phone', r),
    to_number: '741741',
    segments: r.between(1, 3),
    price: r.chance(0.2) ? null : `-0.00${r.digits(3)}`,
    error_code: failed ? r.pick([30003, 30005, 30007]) : null,
    occurred_at: minutesAgo(world, r.between(1, 2000)),
    account_token: r.hex(16),
    // Not in the contract: new columns arrive encrypted until somebody says how to treat them.
    messaging_service: `MG${r.hex(8)}`,
  };
};

const contact = (world: World, n: number, later: boolean): DemoRow => {
  const r = chanceFor(world, 'contact', n);
  const [first, last] = [
    identifier('person', r).split(' ')[0]!,
    r.pick(['Rivera', 'Okafor', 'Lindqvist', 'Byrne', 'Haddad']),
  ];
  return {
    id: salesforceId(n + 1),
    first_name: first,
    last_name: last,
    email: `${first}.${last.toLowerCase()}${n}@example.org`,
    phone: identifier('phone', r),
    role: later ? 'supervisor' : 'volunteer',
    status: 'active',
    hired_on: minutesAgo(world, r.between(20_000, 900_000)).slice(0, 10),
    last_modified: minutesAgo(world, later ? 100 + n : 40_000 + n),
  };
};

const shift = (world: World, n: number): DemoRow => {
  const r = chanceFor(world, 'shift', n);
  const start = r.between(500, 9000);
  return {
    id: `shift-${n + 1}`,
    contact_id: salesforceId(r.between(1, world.responders)),
    starts_at: minutesAgo(world, start),
    ends_at: minutesAgo(world, start - 240),
    status: r.pick(['worked', 'worked', 'worked', 'missed', 'cancelled']),
    note: r.chance(0.1) ? `swapped with ${identifier('person', r)}` : null,
    last_modified: minutesAgo(world, 240),
  };
};

const resource = (world: World, n: number): DemoRow => {
  const [title, topic] = resources[n % resources.length]!;
  return {
    id: n + 1,
    title: n < resources.length ? title : `${title} (es)`,
    topic,
    url: `https://www.example.org/${topic}/${n + 1}`,
    language: n < resources.length ? 'en' : 'es',
    published: n % 7 !== 0,
    tags: [topic, 'self-help'],
    updated_at: minutesAgo(world, 3000 + n),
  };
};

const applicationLog = (world: World, n: number): DemoRow => {
  const r = chanceFor(world, 'log', n);
  const text = r.pick([
    `delivery to ${identifier('phone', r)} took long`,
    `login from ${identifier('ip', r)}`,
    'queue drained',
    `bounce for ${identifier('email', r)}`,
    'health check passed',
  ]);
  return {
    id: `log-${n + 1}`,
    service: r.pick(['router', 'sender', 'web']),
    level: r.pick(['info', 'info', 'info', 'warn', 'error']),
    text,
    duration_ms: Math.round(r.next() * 100_000) / 100,
    logged_at: minutesAgo(world, r.between(1, 300)),
  };
};

const monitorEvent = (world: World, n: number): DemoRow => {
  const r = chanceFor(world, 'monitor', n);
  return {
    id: `change-${n + 1}`,
    monitor: r.pick(['queue_age', 'send_errors', 'wait_time']),
    state: r.pick(['ok', 'ok', 'warn', 'alert']),
    value: `${r.between(0, 900)}.${r.digits(3)}`,
    changed_at: minutesAgo(world, r.between(1, 300)),
  };
};

/** Twilio, Salesforce, content and operations. */
export const otherFiles = function* (world: World): Iterable<DemoFile> {
  const events = Math.ceil(world.messages / 10);
  yield demoFile('twilio/message_event', 'events.jsonl', 'gz', events, () =>
    jsonLines(rowsOf(events, n => messageEvent(world, n))),
  );

  const contacts = rowsOf(world.responders, n => contact(world, n, false));
  const promoted = rowsOf(world.responders, n => contact(world, n, true)).filter((_, n) => n % 4 === 0);
  yield demoFile('salesforce/contact', 'contacts.csv', 'plain', contacts.length, () => csvOf(contacts));
  yield demoFile('salesforce/contact', 'promoted.csv', 'plain', promoted.length, () => csvOf(promoted));

  const shifts = world.responders * 4;
  yield demoFile('salesforce/shift', 'shifts.jsonl', 'zst', shifts, () =>
    jsonLines(rowsOf(shifts, n => shift(world, n))),
  );

  const pages = resources.length * 2;
  yield demoFile('content/resource', 'resources.jsonl', 'plain', pages, () =>
    jsonLines(rowsOf(pages, n => resource(world, n))),
  );

  const logs = Math.ceil(world.messages / 20);
  // A level that does not exist.
  const broken = { ...applicationLog(world, 0), id: `log-${logs + 1}`, level: 'loud' };
  yield demoFile(
    'operational/application_log',
    'log.jsonl',
    'plain',
    logs + 1,
    () => jsonLines([...rowsOf(logs, n => applicationLog(world, n)), broken]),
    1,
  );
  const changes = 40;
  yield demoFile('operational/monitor_event', 'changes.jsonl', 'plain', changes, () =>
    jsonLines(rowsOf(changes, n => monitorEvent(world, n))),
  );
};
