import type { LoadCounts, LoadIdentity, LoadLedger } from '../../lib/ports/loadLedger.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 23, 10, minute));

const load = (n: number): LoadIdentity => ({
  loadId: `load-${n}`,
  source: 'platform-db',
  table: n < 10 ? 'message' : 'texter',
  key: `raw/platform-db/message/${n}.jsonl`,
  uri: `lake://ctl-dev/raw/platform-db/message/${n}.jsonl`,
  version: `v${n}`,
  arrivedAt: at(n),
});

const counts: LoadCounts = {
  rowsIn: 10,
  rowsBronze: 9,
  rowsQuarantined: 1,
  findings: { PHONE: 2 },
  faults: { malformed_row: 1 },
  bytes: 1000,
  seconds: 0.5,
};
const outcome = { counts, contractVersion: 'c1', bronzeKey: 'bronze/1', quarantineKey: 'quarantine/1' };

/** What every LoadLedger must do. `open` twice gives two views of the same ledger. */
export const loadLedgerContract = (open: () => Promise<readonly [LoadLedger, LoadLedger]>): void => {
  let ledger: LoadLedger;
  let other: LoadLedger;
  beforeEach(async () => {
    [ledger, other] = await open();
  });

  test('a load begins, is committed, and is seen by others', async () => {
    expect(await ledger.get('load-1')).toBeUndefined();
    expect(await ledger.start(load(1), 'c1', at(30))).toMatchObject({
      state: 'started',
      revision: 1,
      arrivedAt: at(1),
    });
    expect(await ledger.commit('load-1', 1, outcome, at(31))).toBe(true);
    expect(await other.get('load-1')).toEqual({
      ...load(1),
      ...outcome,
      state: 'committed',
      revision: 1,
      startedAt: at(30),
      finishedAt: at(31),
    });
  });

  test('committed is final: a second commit, a failure or a new start change nothing', async () => {
    await ledger.start(load(1), 'c1', at(30));
    await other.start(load(1), 'c1', at(30));
    expect(await ledger.commit('load-1', 1, outcome, at(31))).toBe(true);
    expect(await other.commit('load-1', 1, { ...outcome, bronzeKey: 'elsewhere' }, at(32))).toBe(false);
    await other.fail('load-1', 1, 'internal_error', at(33));
    expect(await other.start(load(1), 'c2', at(34))).toMatchObject({ state: 'committed', bronzeKey: 'bronze/1' });
  });

  test('the first attempt fixes the time of arrival', async () => {
    await ledger.start(load(1), 'c1', at(30));
    await ledger.fail('load-1', 1, 'key_unavailable', at(31));
    expect(await ledger.get('load-1')).toMatchObject({ state: 'failed', errorCode: 'key_unavailable' });
    const again = await ledger.start({ ...load(1), arrivedAt: at(59) }, 'c2', at(32));
    expect(again).toMatchObject({ state: 'started', arrivedAt: at(1), contractVersion: 'c2' });
    expect(again.errorCode).toBeUndefined();
  });

  test('a replay is a new revision, which silver has not merged', async () => {
    await ledger.start(load(1), 'c1', at(30));
    await ledger.commit('load-1', 1, outcome, at(31));
    await ledger.markMerged([{ loadId: 'load-1', revision: 1 }]);
    expect(await other.get('load-1')).toMatchObject({ revision: 1, mergedRevision: 1 });
    expect(await ledger.start(load(1), 'c2', at(40), { again: true })).toMatchObject({ state: 'started', revision: 2 });
    expect(await ledger.commit('load-1', 1, outcome, at(41))).toBe(false);
    expect(await ledger.commit('load-1', 2, { ...outcome, contractVersion: 'c2' }, at(41))).toBe(true);
    expect(await ledger.get('load-1')).toMatchObject({ revision: 2, mergedRevision: 1, contractVersion: 'c2' });
  });

  test('a load without a good row has no bronze key', async () => {
    await ledger.start(load(1), 'c1', at(30));
    await ledger.commit('load-1', 1, { counts, contractVersion: 'c1' }, at(31));
    expect(await ledger.get('load-1')).not.toHaveProperty('bronzeKey');
  });

  test('a file that its retention removed is forgotten, its counts are not', async () => {
    await ledger.start(load(1), 'c1', at(30));
    await ledger.commit('load-1', 1, outcome, at(31));
    await ledger.forget('load-1', 2, 'bronze');
    expect(await other.get('load-1')).toMatchObject({ bronzeKey: 'bronze/1', quarantineKey: 'quarantine/1' });
    await ledger.forget('load-1', 1, 'bronze');
    await ledger.forget('load-1', 1, 'bronze');
    const { bronzeKey, ...rest } = (await other.get('load-1'))!;
    expect(bronzeKey).toBeUndefined();
    expect(rest).toMatchObject({ state: 'committed', counts, quarantineKey: 'quarantine/1' });
    await ledger.forget('load-1', 1, 'quarantine');
    expect(await other.get('load-1')).not.toHaveProperty('quarantineKey');
    await ledger.forget('load-9', 1, 'quarantine');
    expect(await other.get('load-9')).toBeUndefined();
  });

  test('a load in parts has its parts, until a replay has none', async () => {
    const parts = { plan: '01234567', bronze: [1, 5], quarantine: [5] };
    await ledger.start(load(1), 'c1', at(30));
    await ledger.commit('load-1', 1, { ...outcome, parts }, at(31));
    expect(await other.get('load-1')).toMatchObject({ parts });
    await ledger.start(load(1), 'c1', at(32), { again: true });
    expect(await other.get('load-1')).toMatchObject({ state: 'started', parts });
    await ledger.commit('load-1', 2, outcome, at(33));
    expect(await other.get('load-1')).not.toHaveProperty('parts');
  });

  test('notes are kept by load and name, the last one counts, and they can be forgotten', async () => {
    await ledger.note('load-1', 'p/b', { rows: 1 });
    await ledger.note('load-1', 'p/b', { rows: 2 });
    await ledger.note('load-1', 'p/a', [1, null]);
    await ledger.note('load-1', 'q', true);
    await ledger.note('load-2', 'p/a', 'another load');
    expect([...(await other.notes('load-1', 'p/'))]).toEqual([
      ['p/a', [1, null]],
      ['p/b', { rows: 2 }],
    ]);
    expect([...(await other.notes('load-1')).keys()]).toEqual(['p/a', 'p/b', 'q']);
    await ledger.forgetNotes('load-1', ['p/a', 'p/b', 'none']);
    expect([...(await other.notes('load-1')).keys()]).toEqual(['q']);
    expect((await other.notes('load-2')).size).toBe(1);
    // A note makes no load.
    expect(await other.loads()).toEqual([]);
  });

  test('loads come in the order of arrival, all or one table’s', async () => {
    for (const n of [3, 1, 12, 2]) await ledger.start(load(n), 'c1', at(30));
    expect((await other.loads()).map(l => l.loadId)).toEqual(['load-1', 'load-2', 'load-3', 'load-12']);
    expect((await other.loads({ source: 'platform-db', table: 'texter' })).map(l => l.loadId)).toEqual(['load-12']);
  });

  test('loads from a moment on, that moment included', async () => {
    for (const n of [3, 1, 2]) await ledger.start(load(n), 'c1', at(30));
    const from = { source: 'platform-db', table: 'message', from: at(2) };
    expect((await other.loads(from)).map(l => l.loadId)).toEqual(['load-2', 'load-3']);
  });

  test('a load is open until silver has its newest revision', async () => {
    const open = async () => (await other.open({ source: 'platform-db', table: 'message' })).map(l => l.loadId);
    for (const n of [12, 3, 2, 1]) await ledger.start(load(n), 'c1', at(30));
    await ledger.fail('load-2', 1, 'internal_error', at(31));
    await ledger.commit('load-3', 1, outcome, at(31));
    expect(await open()).toEqual(['load-1', 'load-2', 'load-3']);
    expect((await other.open()).map(l => l.loadId)).toEqual(['load-1', 'load-2', 'load-3', 'load-12']);
    await ledger.markMerged([{ loadId: 'load-3', revision: 1 }]);
    expect(await open()).toEqual(['load-1', 'load-2']);
    await ledger.start(load(3), 'c2', at(32), { again: true });
    await ledger.commit('load-3', 2, outcome, at(33));
    // A run of silver that planned the revision before says so late.
    await ledger.markMerged([{ loadId: 'load-3', revision: 1 }]);
    expect(await open()).toEqual(['load-1', 'load-2', 'load-3']);
  });

  test('the newest arrival is that of a committed load', async () => {
    expect(await ledger.newestArrival('platform-db', 'message')).toBeUndefined();
    for (const n of [1, 2, 3, 12]) await ledger.start(load(n), 'c1', at(30));
    for (const n of [1, 2, 12]) await ledger.commit(`load-${n}`, 1, outcome, at(31));
    await ledger.fail('load-3', 1, 'internal_error', at(31));
    expect(await other.newestArrival('platform-db', 'message')).toEqual(at(2));
  });

  test('of silver, the newest record of each table is kept at hand', async () => {
    const record = {
      source: 's',
      table: 't',
      ok: true,
      inserted: 1,
      updated: 0,
      unchanged: 0,
      deleted: 0,
      rows: 1,
      failed: [],
    };
    await ledger.recordSilver({ ...record, at: at(1) });
    await ledger.recordSilver({ ...record, at: at(2), ok: false, failed: ['unique_id'] });
    await ledger.recordSilver({ ...record, table: 'u', at: at(1) });
    expect(await other.silver()).toEqual([
      { ...record, at: at(2), ok: false, failed: ['unique_id'] },
      { ...record, table: 'u', at: at(1) },
    ]);
  });

  test('audit records are kept, in order', async () => {
    const record = {
      at: at(1),
      who: 'ana',
      action: 'decrypt',
      source: 's',
      table: 't',
      column: 'c',
      rows: 2,
      reason: 'r',
    } as const;
    await ledger.recordAudit(record);
    await ledger.recordAudit({ ...record, at: at(2), who: 'ben' });
    expect(await other.audits()).toEqual([record, { ...record, at: at(2), who: 'ben' }]);
  });

  test('the ledger knows when it began', async () => {
    expect((await ledger.beganAt()).getTime()).toBe((await other.beganAt()).getTime());
  });
};
