import { ObjectChanged, ObjectMissing, type ObjectStore } from '../../lib/ports/objectStore.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

const textOf = async (chunks: AsyncIterable<Uint8Array>): Promise<string> => {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all).toString();
};

const keysUnder = async (store: ObjectStore, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const object of store.list(prefix)) keys.push(object.key);
  return keys;
};

/** What every ObjectStore must do. */
export const objectStoreContract = (open: () => Promise<ObjectStore>): void => {
  let store: ObjectStore;
  beforeEach(async () => {
    store = await open();
  });

  test('gives back what was put', async () => {
    expect(await store.put('raw/s/t/a.jsonl', bytes('héllo'))).toBe(true);
    expect(Buffer.from(await store.get('raw/s/t/a.jsonl')).toString()).toBe('héllo');
    const object = (await store.head('raw/s/t/a.jsonl'))!;
    expect(object).toMatchObject({ key: 'raw/s/t/a.jsonl', size: 6 });
    expect(await textOf(store.read(object))).toBe('héllo');
    expect(await textOf(store.read(object, 3, 5))).toBe('ll');
    expect(await textOf(store.read(object, 4, 99))).toBe('lo');
    expect(await textOf(store.read(object, 5, 5))).toBe('');
    expect(Buffer.from(await store.readRange(object, 3, 5)).toString()).toBe('ll');
    expect(Buffer.from(await store.readRange(object, 4, 99)).toString()).toBe('lo');
  });

  test.each(['a b.jsonl', 'a+b.jsonl', 'ü 👋.jsonl', '100%.jsonl', 'a%2Fb.jsonl', "it's.jsonl", 'x&y=z.jsonl'])(
    'takes the name %s',
    async name => {
      const key = `raw/s/t/${name}`;
      await store.put(key, bytes('x'));
      expect(await keysUnder(store, 'raw/')).toEqual([key]);
      expect(await textOf(store.read((await store.head(key))!))).toBe('x');
    },
  );

  test('lists what lies under a prefix, and nothing where there is nothing', async () => {
    for (const key of ['raw/s/t/2/b', 'raw/s/t/1/a', 'raw/s/u/c', 'bronze/d']) await store.put(key, bytes(key));
    expect(await keysUnder(store, 'raw/s/t/')).toEqual(['raw/s/t/1/a', 'raw/s/t/2/b']);
    expect(await keysUnder(store, 'raw/')).toHaveLength(3);
    expect(await keysUnder(store, 'silver/')).toEqual([]);
  });

  test('other content is another version; every version has its own uri and version pair', async () => {
    await store.put('raw/s/t/a', bytes('one'));
    const one = (await store.head('raw/s/t/a'))!;
    await store.put('raw/s/t/a', bytes('two!'));
    const two = (await store.head('raw/s/t/a'))!;
    expect(two.version).not.toBe(one.version);
    expect(two.uri).toBe(one.uri);
    expect(await store.head('raw/s/t/a', two.version)).toEqual(two);
    // An event may speak of a version that was replaced since: a store that keeps it still knows it.
    expect([one, undefined]).toContainEqual(await store.head('raw/s/t/a', one.version));
    expect(await store.head('raw/s/t/none', one.version)).toBeUndefined();
  });

  test('reading a version that was replaced fails or gives that very version, never a mixture', async () => {
    await store.put('raw/s/t/a', bytes('one'));
    const one = (await store.head('raw/s/t/a'))!;
    await store.put('raw/s/t/a', bytes('two!'));
    const read = await textOf(store.read(one)).catch(error => error as Error);
    if (read instanceof Error) expect(read).toBeInstanceOf(ObjectChanged);
    else expect(read).toBe('one');
  });

  test('what is being written is not there before commit, and never after abort', async () => {
    const writer = await store.write('bronze/a');
    await writer.write(bytes('half'));
    expect(await store.head('bronze/a')).toBeUndefined();
    expect(await keysUnder(store, 'bronze/')).toEqual([]);
    await writer.write(bytes(' and half'));
    await writer.commit();
    await writer.abort();
    expect(Buffer.from(await store.get('bronze/a')).toString()).toBe('half and half');

    const dropped = await store.write('bronze/b');
    await dropped.write(bytes('x'));
    await dropped.abort();
    await dropped.abort();
    expect(await keysUnder(store, 'bronze/')).toEqual(['bronze/a']);
  });

  test('ifAbsent lets exactly one of many win', async () => {
    const won = await Promise.all(
      Array.from({ length: 8 }, (_, i) => store.put('keys/k', bytes(`writer ${i}`), { ifAbsent: true })),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(Buffer.from(await store.get('keys/k')).toString()).toBe(`writer ${won.indexOf(true)}`);
  });

  test('a version is replaced only where it still is the current one', async () => {
    await store.put('bronze/a', bytes('one'));
    const one = (await store.head('bronze/a'))!;
    const write = async (text: string) => {
      const writer = await store.write('bronze/a');
      await writer.write(bytes(text));
      return writer;
    };
    const [first, second] = [await write('two'), await write('three')];
    await first.commit({ replaces: one });
    await expect(second.commit({ replaces: one })).rejects.toThrow(ObjectChanged);
    await second.abort();
    expect(Buffer.from(await store.get('bronze/a')).toString()).toBe('two');
    await store.remove('bronze/a');
    const third = await write('four');
    await expect(third.commit({ replaces: one })).rejects.toThrow(ObjectChanged);
    await third.abort();
    expect(await store.head('bronze/a')).toBeUndefined();
  });

  test('purge leaves the current version alone, and of a removed object nothing', async () => {
    await store.purge('keys/none');
    await store.put('keys/k', bytes('one'));
    const one = (await store.head('keys/k'))!;
    await store.put('keys/k', bytes('two!'));
    await store.put('keys/k2', bytes('a neighbour'));
    await store.put('keys/k2', bytes('its second version'));
    const neighbour = (await store.head('keys/k2'))!;
    await store.purge('keys/k');
    expect(await store.head('keys/k', one.version)).toBeUndefined();
    expect(Buffer.from(await store.get('keys/k')).toString()).toBe('two!');
    const two = (await store.head('keys/k'))!;
    await store.remove('keys/k');
    await store.purge('keys/k');
    expect(await store.head('keys/k')).toBeUndefined();
    expect(await store.head('keys/k', two.version)).toBeUndefined();
    expect(await keysUnder(store, 'keys/')).toEqual(['keys/k2']);
    expect(await store.head('keys/k2', neighbour.version)).toEqual(neighbour);
  });

  test('purge of a prefix is for all below it', async () => {
    for (const key of ['bronze/s/t/a', 'bronze/s/t/d/b', 'bronze/s/tt/a']) {
      await store.put(key, bytes('old'));
    }
    const old = (await store.head('bronze/s/t/d/b'))!;
    const neighbour = (await store.head('bronze/s/tt/a'))!;
    await store.put('bronze/s/t/d/b', bytes('new one'));
    await store.remove('bronze/s/t/a');
    await store.purge('bronze/s/t/');
    expect(await store.head('bronze/s/t/d/b', old.version)).toBeUndefined();
    expect(await keysUnder(store, 'bronze/')).toEqual(['bronze/s/t/d/b', 'bronze/s/tt/a']);
    expect(await store.head('bronze/s/tt/a', neighbour.version)).toEqual(neighbour);
  });

  test('names that begin with an underscore are hidden in raw only', async () => {
    for (const key of ['raw/s/t/_SUCCESS', 'keys/_workspace/checksum.json']) await store.put(key, bytes('x'));
    expect(await keysUnder(store, 'keys/')).toEqual(['keys/_workspace/checksum.json']);
  });

  test('a missing object is said to be missing', async () => {
    expect(await store.head('raw/none')).toBeUndefined();
    await expect(store.get('raw/none')).rejects.toThrow(ObjectMissing);
    await store.put('raw/gone', bytes('x'));
    const gone = (await store.head('raw/gone'))!;
    await store.remove('raw/gone');
    await store.remove('raw/gone');
    expect(await store.head('raw/gone')).toBeUndefined();
    // A store that keeps old versions may still give the one that was listed; nothing else may come.
    const read = await textOf(store.read(gone)).catch(error => error as Error);
    expect(read instanceof Error ? read : undefined).toEqual(read === 'x' ? undefined : expect.any(ObjectMissing));
    const range = await store.readRange(gone, 0, 1).catch(error => error as Error);
    if (range instanceof Error) expect(range).toBeInstanceOf(ObjectMissing);
    else expect(Buffer.from(range).toString()).toBe('x');
  });
};
