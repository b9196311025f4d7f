import { type KeyScope, type KeyService, KeyUnavailable } from '../../lib/ports/keyService.ts';

const scope: KeyScope = { workspace: 'ctl-dev', source: 'platform-db', table: 'message', column: 'message' };
const hour = 3600 * 1000;

export interface KeyServiceWorld {
  /** A new process on the same lake. */
  process(): KeyService;
  /** Moves the clock on. */
  pass(milliseconds: number): void;
  /** How many data keys were asked of the wrapping key. */
  generated(): number;
}

/** What every KeyService must do. */
export const keyServiceContract = (open: () => Promise<KeyServiceWorld>): void => {
  let world: KeyServiceWorld;
  beforeEach(async () => {
    world = await open();
  });

  test('one data key serves a column for a day, then another does', async () => {
    const keys = world.process();
    const first = await keys.dataKey(scope);
    expect(first.bytes).toHaveLength(32);
    world.pass(23 * hour);
    expect(await keys.dataKey(scope)).toEqual(first);
    expect(world.generated()).toBe(1);
    world.pass(2 * hour);
    expect((await keys.dataKey(scope)).id).not.toBe(first.id);
    expect(world.generated()).toBe(2);
  });

  test('many who ask at once share one key', async () => {
    const keys = world.process();
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await keys.dataKey(scope)).id));
    expect(new Set(ids).size).toBe(1);
    expect(world.generated()).toBe(1);
  });

  test('another process opens the key by its id', async () => {
    const key = await world.process().dataKey(scope);
    const opened = await world.process().openKey(scope, key.id);
    expect(Buffer.from(opened.bytes).equals(key.bytes)).toBe(true);
  });

  test.each<[string, Partial<KeyScope>]>([
    ['column', { column: 'note' }],
    ['table', { table: 'texter' }],
    ['source', { source: 'twilio' }],
    ['workspace', { workspace: 'ctl-prod' }],
  ])('a key is for one %s only', async (_name, part) => {
    const keys = world.process();
    const key = await keys.dataKey(scope);
    await expect(keys.openKey({ ...scope, ...part }, key.id)).rejects.toThrow(KeyUnavailable);
  });

  test.each(['0123456789abcdef', '../../keyring', ''])('there is no key %j', async id => {
    await expect(world.process().openKey(scope, id)).rejects.toThrow(KeyUnavailable);
  });

  test('a secret is made once and is the same for all, and not that of another name', async () => {
    const secrets = await Promise.all([world.process(), world.process()].map(keys => keys.secret('checksum')));
    expect(Buffer.from(secrets[0]!).equals(secrets[1]!)).toBe(true);
    const other = await world.process().secret('pseudonym');
    expect(Buffer.from(other).equals(secrets[0]!)).toBe(false);
  });
};
