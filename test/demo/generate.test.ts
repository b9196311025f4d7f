import { generate } from '../../lib/demo/generate.ts';
import { bytesOf, options, rowsOf, tableOf, totalOf } from './files.ts';

const contents = (changed: Partial<typeof options> = {}): string[] =>
  [...generate({ ...options, messages: 300, ...changed })].map(file => `${file.key}\n${bytesOf(file).toString('hex')}`);

describe('the demo', () => {
  const files = [...generate(options)];

  test('the same seed gives the same bytes, another seed others', () => {
    const first = contents();
    expect(contents()).toEqual(first);
    const other = contents({ seed: 8 });
    expect(other).toHaveLength(first.length);
    expect(other.filter(file => first.includes(file)).map(file => tableOf({ key: file }))).toEqual([
      'content/resource',
    ]);
  });

  test('a file can be read again, and without those before it', () => {
    const last = [...generate(options)].at(-20)!;
    const same = files.find(file => file.key === last.key)!;
    expect(bytesOf(last).equals(bytesOf(same))).toBe(true);
    expect(bytesOf(last).equals(bytesOf(last))).toBe(true);
  });

  test('holds every table of ctl-dev, in the formats that producers use', () => {
    const endings = new Map<string, Set<string>>();
    for (const file of files) {
      const table = tableOf(file);
      endings.set(table, (endings.get(table) ?? new Set()).add(/\.(.+)$/.exec(file.key)![1]!));
    }
    expect(Object.fromEntries([...endings].map(([table, all]) => [table, [...all].sort()]))).toEqual({
      'platform-db/texter': ['jsonl'],
      'platform-db/conversation': ['csv.gz'],
      'platform-db/message': ['jsonl', 'jsonl.gz'],
      'platform-db/reporting_log_value': ['jsonl'],
      'platform-db/survey_response': ['json'],
      'twilio/message_event': ['jsonl'],
      'salesforce/contact': ['csv'],
      'salesforce/shift': ['jsonl.zst'],
      'content/resource': ['jsonl'],
      'operational/application_log': ['jsonl'],
      'operational/monitor_event': ['jsonl'],
    });
    expect(new Set(files.map(file => file.key)).size).toBe(files.length);
  });

  test.each([0, 1, 2, 10, 159, 161, 2000])('%i messages are as many rows', messages => {
    const some = [...generate({ ...options, messages })];
    expect(totalOf(some, 'rows', 'platform-db/message')).toBe(messages);
  });

  test('each file has the rows that it says, read by the readers of the pipeline', async () => {
    for (const file of files) {
      const rows = await rowsOf(file);
      expect([file.key, rows.length]).toEqual([file.key, file.rows]);
    }
  });

  test('seven rows are broken, or the share that is asked for', () => {
    expect(totalOf(files, 'broken')).toBe(7);
    expect(totalOf([...generate({ ...options, brokenShare: 0 })], 'broken')).toBe(0);
    for (const file of generate({ ...options, brokenShare: 0.1 })) {
      expect([0, Math.floor(file.rows * 0.1)]).toContain(file.broken);
    }
  });

  test('nothing happens after now, and message ids are unique and beyond 2^53', async () => {
    const ids = new Set<unknown>();
    for (const file of files.filter(f => tableOf(f) === 'platform-db/message')) {
      for (const row of await rowsOf(file)) {
        if ('fault' in row || row.record['id'] === undefined) continue;
        ids.add(row.record['id']);
        expect(typeof row.record['id']).toBe('bigint');
        expect(Date.parse(String(row.record['timestamp']))).toBeLessThanOrEqual(options.now.getTime());
      }
    }
    expect(ids.size).toBe(options.messages - 2);
  });

  test('conversations come in versions: opened, closed, some deleted', async () => {
    const operations = new Map<unknown, Set<unknown>>();
    for (const file of generate({ ...options, messages: 20_000, brokenShare: 0 })) {
      if (tableOf(file) !== 'platform-db/conversation') continue;
      for (const row of await rowsOf(file)) {
        if ('fault' in row) throw new Error(row.fault.code);
        const { id, op } = row.record;
        operations.set(id, (operations.get(id) ?? new Set()).add(op));
      }
    }
    const kinds = [...operations.values()].map(set => [...set].sort().join(''));
    expect(new Set(kinds)).toEqual(new Set(['cu', 'cdu']));
    expect(kinds.filter(kind => kind === 'cdu')).toHaveLength(4);
  });

  test('a demo of millions is planned at once and written piece by piece', () => {
    const many = [...generate({ ...options, messages: 5_000_000 })];
    expect(totalOf(many, 'rows', 'platform-db/message')).toBe(5_000_000);
    const [first] = many.at(-100)!.chunks;
    expect(first!.length).toBeLessThan(3 << 20);
  });
});
