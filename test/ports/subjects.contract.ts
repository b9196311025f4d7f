import { isErased, type Subjects, type WrappedSalt } from '../../lib/ports/subjects.ts';

const at = new Date('2026-11-24T10:00:00.000Z');
const id = (n: number): string => n.toString(16).padStart(32, '0');
const salt = (n: number, more: Partial<WrappedSalt> = {}): WrappedSalt => ({
  subject: id(n),
  salt: new Uint8Array(92).fill(n),
  keyId: '0123456789abcdef',
  ...more,
});
const person = (n: number) => ({ subject: id(n), kind: 'texter_id' });
const bytes = (record: unknown): number[] => [...(record as WrappedSalt).salt];

/** What every store of salts must do. `open` twice gives two views of the same one. */
export const subjectsContract = (open: () => Promise<readonly [Subjects, Subjects]>): void => {
  let subjects: Subjects;
  let other: Subjects;
  beforeEach(async () => {
    [subjects, other] = await open();
  });

  test('a salt is made once: of two who add one, both get the first', async () => {
    await subjects.add([salt(1)]);
    const seen = await other.add([salt(1, { salt: new Uint8Array(92).fill(99) }), salt(2)]);
    expect(bytes(seen.get(id(1)))).toEqual(bytes(salt(1)));
    expect([...(await subjects.get([id(1), id(2), id(3)])).keys()].sort()).toEqual([id(1), id(2)]);
  });

  test('many at once', async () => {
    const all = Array.from({ length: 250 }, (_, n) => salt(n));
    expect((await subjects.add(all)).size).toBe(250);
    expect((await other.get(all.map(({ subject }) => subject))).size).toBe(250);
  });

  test('erasing destroys salts, and keeps new ones from being made', async () => {
    await subjects.add([salt(1)]);
    expect(await subjects.erase([person(1), person(2)], at)).toEqual({ destroyed: 1 });
    const seen = await other.add([salt(1), salt(2), salt(3)]);
    expect(seen.get(id(1))).toEqual({ subject: id(1), kind: 'texter_id', erasedAt: at, settled: false });
    expect(isErased(seen.get(id(2))!)).toBe(true);
    expect(isErased(seen.get(id(3))!)).toBe(false);
  });

  test('erasing twice is harmless: the first time stands', async () => {
    await subjects.erase([person(1)], at);
    await subjects.settle([id(1)]);
    expect(await other.erase([person(1)], new Date(at.getTime() + 1000))).toEqual({ destroyed: 0 });
    expect((await subjects.get([id(1)])).get(id(1))).toEqual({
      subject: id(1),
      kind: 'texter_id',
      erasedAt: at,
      settled: true,
    });
  });

  test('a load can see that somebody was erased meanwhile', async () => {
    const before = await other.erasures();
    await subjects.add([salt(1)]);
    expect(await other.erasures()).toBe(before);
    await subjects.erase([person(1)], at);
    expect(await other.erasures()).not.toBe(before);
  });

  test('an erasure is open until it is settled', async () => {
    await subjects.erase([person(2), person(1)], at);
    await subjects.settle([id(2)]);
    expect((await other.unsettled()).map(({ subject }) => subject)).toEqual([id(1)]);
    await subjects.settle([id(1), id(7)]);
    expect(await other.unsettled()).toEqual([]);
  });

  test('who is readmitted gets a new salt; who was never erased keeps theirs', async () => {
    await subjects.add([salt(1), salt(2)]);
    await subjects.erase([person(1)], at);
    await subjects.readmit([id(1), id(2), id(3)]);
    const seen = await other.add([salt(1, { salt: new Uint8Array(92).fill(5) })]);
    expect(bytes(seen.get(id(1)))).toEqual(Array(92).fill(5));
    expect(bytes((await other.get([id(2)])).get(id(2)))).toEqual(bytes(salt(2)));
  });

  test('a salt is put under another key, unless the person was erased', async () => {
    await subjects.add([salt(1), salt(2)]);
    await subjects.erase([person(2)], at);
    const moved = { keyId: 'fedcba9876543210', salt: new Uint8Array(92).fill(7) };
    expect(await other.rewrap(salt(1, moved), '0123456789abcdef')).toBe(true);
    expect(await other.rewrap(salt(1, moved), '0123456789abcdef')).toBe(false);
    expect(await other.rewrap(salt(2, moved), '0123456789abcdef')).toBe(false);
    const all: WrappedSalt[] = [];
    for await (const one of subjects.salts()) all.push(one);
    expect(all.map(({ subject, keyId }) => [subject, keyId])).toEqual([[id(1), 'fedcba9876543210']]);
    expect(bytes(all[0])).toEqual(Array(92).fill(7));
  });
};
