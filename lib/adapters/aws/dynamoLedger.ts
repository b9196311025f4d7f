import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  type NativeAttributeValue,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { LoadParts } from '../../core/loadId.ts';
import type {
  AuditRecord,
  LoadCounts,
  LoadErrorCode,
  LoadIdentity,
  LoadLedger,
  LoadRecord,
  SilverRecord,
} from '../../ports/loadLedger.ts';
import { conditionFailed, type Item } from './dynamoItems.ts';

/** Index of every load by table and arrival. */
export const byTableIndex = 'by-table';
/** Index of the loads that are not done: an item leaves it when silver has its newest revision. */
export const openIndex = 'open';

const loadKey = (loadId: string): Item => ({ pk: `load#${loadId}`, sk: '-' });
/** Under keys of their own: notes may be deleted, records never. */
const noteKey = (loadId: string, name: string): Item => ({ pk: `note#${loadId}`, sk: name });
const tableKey = ({ source, table }: { source: string; table: string }): string => `${source}/${table}`;
/** Sorts as text in the order of arrival. */
const arrived = ({ arrivedAt, loadId }: Pick<LoadIdentity, 'arrivedAt' | 'loadId'>): string =>
  `${arrivedAt.toISOString()}#${loadId}`;

const recordOf = (item: Item): LoadRecord => ({
  loadId: String(item['loadId']),
  source: item['source'] as string,
  table: item['table'] as string,
  key: item['key'] as string,
  uri: item['uri'] as string,
  version: item['version'] as string,
  arrivedAt: new Date(item['arrivedAt'] as number),
  state: item['state'] as LoadRecord['state'],
  contractVersion: item['contractVersion'] as string,
  revision: item['revision'] as number,
  startedAt: new Date(item['startedAt'] as number),
  ...(item['counts'] === undefined ? {} : { counts: item['counts'] as LoadCounts }),
  ...(item['bronzeKey'] === undefined ? {} : { bronzeKey: item['bronzeKey'] as string }),
  ...(item['quarantineKey'] === undefined ? {} : { quarantineKey: item['quarantineKey'] as string }),
  ...(item['parts'] === undefined ? {} : { parts: item['parts'] as LoadParts }),
  ...(item['errorCode'] === undefined ? {} : { errorCode: item['errorCode'] as LoadErrorCode }),
  ...(item['finishedAt'] === undefined ? {} : { finishedAt: new Date(item['finishedAt'] as number) }),
  ...(item['mergedRevision'] === undefined ? {} : { mergedRevision: item['mergedRevision'] as number }),
});

const inOrder = (loads: readonly LoadRecord[]): readonly LoadRecord[] =>
  [...loads].sort((a, b) => (arrived(a) < arrived(b) ? -1 : 1));

interface Change {
  readonly set?: Item;
  readonly ifNew?: Item;
  readonly remove?: readonly string[];
  readonly condition: string;
  readonly values?: Item;
}

/**
 * The load ledger in one DynamoDB table. Each step of a load is one conditional update, so of two workers one wins; a
 * load's own record is read consistently, lists come from indexes, which follow within moments.
 */
export const dynamoLedger = (dynamo: DynamoDBDocumentClient, tableName: string, now: () => Date): LoadLedger => {
  const TableName = tableName;

  /** The item after the change, or undefined where the condition did not hold. */
  const update = async (key: Item, change: Change): Promise<Item | undefined> => {
    const names: Record<string, string> = { '#state': 'state', '#revision': 'revision' };
    const values: Item = { ':committed': 'committed', ...change.values };
    const sets: string[] = [];
    const write = (name: string, value: NativeAttributeValue, ifNew: boolean): void => {
      names[`#${name}`] = name;
      values[`:${name}`] = value;
      sets.push(`#${name} = ${ifNew ? `if_not_exists(#${name}, :${name})` : `:${name}`}`);
    };
    for (const [name, value] of Object.entries(change.set ?? {})) write(name, value, false);
    for (const [name, value] of Object.entries(change.ifNew ?? {})) write(name, value, true);
    for (const name of change.remove ?? []) names[`#${name}`] = name;
    const used = (all: Item, text: string): Item =>
      Object.fromEntries(Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(text)));
    const removes = (change.remove ?? []).map(name => `#${name}`);
    const UpdateExpression = [
      ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
      ...(removes.length > 0 ? [`REMOVE ${removes.join(', ')}`] : []),
    ].join(' ');
    const text = `${UpdateExpression} ${change.condition}`;
    try {
      const { Attributes } = await dynamo.send(
        new UpdateCommand({
          TableName,
          Key: key,
          UpdateExpression,
          ConditionExpression: change.condition,
          ExpressionAttributeNames: used(names, text) as Record<string, string>,
          ExpressionAttributeValues: used(values, text),
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Attributes;
    } catch (error) {
      if (conditionFailed(error)) return undefined;
      throw error;
    }
  };

  const item = async (key: Item): Promise<Item | undefined> =>
    (await dynamo.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }))).Item;

  const pages = async (read: (from: Item | undefined) => Promise<{ Items?: Item[]; LastEvaluatedKey?: Item }>) => {
    const items: Item[] = [];
    let from: Item | undefined;
    do {
      const page = await read(from);
      items.push(...(page.Items ?? []));
      from = page.LastEvaluatedKey;
    } while (from);
    return items;
  };

  const partition = (pk: string, prefix?: string): Promise<Item[]> =>
    pages(from =>
      dynamo.send(
        new QueryCommand({
          TableName,
          ConsistentRead: true,
          KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
          ExpressionAttributeValues: { ':pk': pk, ...(prefix ? { ':prefix': prefix } : {}) },
          ExclusiveStartKey: from,
        }),
      ),
    );

  const query = (IndexName: string, attribute: string, key: string, from: string): Promise<Item[]> =>
    pages(start =>
      dynamo.send(
        new QueryCommand({
          TableName,
          IndexName,
          KeyConditionExpression: '#table = :table AND arrived >= :from',
          ExpressionAttributeNames: { '#table': attribute },
          ExpressionAttributeValues: { ':table': key, ':from': from },
          ExclusiveStartKey: start,
        }),
      ),
    );
  const scan = (IndexName: string): Promise<Item[]> =>
    pages(from => dynamo.send(new ScanCommand({ TableName, IndexName, ExclusiveStartKey: from })));

  const get = async (loadId: string): Promise<LoadRecord | undefined> => {
    const found = await item(loadKey(loadId));
    return found && recordOf(found);
  };

  const undone = 'attribute_exists(pk) AND #revision = :now AND #state <> :committed';

  return {
    beganAt: async () => {
      const key = { pk: 'meta', sk: 'began' };
      await update(key, { set: { at: now().getTime() }, condition: 'attribute_not_exists(pk)' });
      return new Date((await item(key))!['at'] as number);
    },
    get,
    start: async (load, contractVersion, at, options) => {
      if (options?.again) {
        const held = await get(load.loadId);
        // A replay keeps counts and keys of the revision before: silver reads them until the new one is committed.
        if (held?.state === 'committed') {
          await update(loadKey(load.loadId), {
            set: {
              state: 'started',
              revision: held.revision + 1,
              contractVersion,
              startedAt: at.getTime(),
              open_key: tableKey(load),
            },
            remove: ['finishedAt'],
            condition: '#state = :committed AND #revision = :now',
            values: { ':now': held.revision },
          });
        }
      }
      const started = await update(loadKey(load.loadId), {
        set: { state: 'started', contractVersion, startedAt: at.getTime() },
        ifNew: {
          loadId: load.loadId,
          source: load.source,
          table: load.table,
          key: load.key,
          uri: load.uri,
          version: load.version,
          arrivedAt: load.arrivedAt.getTime(),
          table_key: tableKey(load),
          open_key: tableKey(load),
          arrived: arrived(load),
          revision: 1,
        },
        remove: ['finishedAt', 'errorCode'],
        condition: 'attribute_not_exists(pk) OR #state <> :committed',
      });
      return started ? recordOf(started) : (await get(load.loadId))!;
    },
    commit: async (loadId, revision, outcome, at) => {
      const keys = { bronzeKey: outcome.bronzeKey, quarantineKey: outcome.quarantineKey, parts: outcome.parts };
      const absent = Object.entries(keys).flatMap(([name, value]) => (value === undefined ? [name] : []));
      const committed = await update(loadKey(loadId), {
        set: {
          state: 'committed',
          counts: outcome.counts as unknown as Item,
          contractVersion: outcome.contractVersion,
          finishedAt: at.getTime(),
          ...Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined)),
        },
        remove: ['errorCode', ...absent],
        condition: undone,
        values: { ':now': revision },
      });
      return committed !== undefined;
    },
    fail: async (loadId, revision, code, at) => {
      await update(loadKey(loadId), {
        set: { state: 'failed', errorCode: code, finishedAt: at.getTime() },
        condition: undone,
        values: { ':now': revision },
      });
    },
    note: async (loadId, name, value) => {
      await dynamo.send(new PutCommand({ TableName, Item: { ...noteKey(loadId, name), note: JSON.stringify(value) } }));
    },
    notes: async (loadId, prefix = '') => {
      const found = await partition(noteKey(loadId, '')['pk'] as string, prefix);
      return new Map(found.map(({ sk, note }) => [String(sk), JSON.parse(note as string) as unknown]));
    },
    forgetNotes: async (loadId, names) => {
      for (const name of names) await dynamo.send(new DeleteCommand({ TableName, Key: noteKey(loadId, name) }));
    },
    forget: async (loadId, revision, layer) => {
      await update(loadKey(loadId), {
        remove: [layer === 'bronze' ? 'bronzeKey' : 'quarantineKey'],
        condition: '#revision = :now',
        values: { ':now': revision },
      });
    },
    loads: async filter =>
      inOrder(
        (filter
          ? await query(byTableIndex, 'table_key', tableKey(filter), filter.from?.toISOString() ?? '0')
          : await scan(byTableIndex)
        ).map(recordOf),
      ),
    open: async filter =>
      inOrder(
        (filter ? await query(openIndex, 'open_key', tableKey(filter), '0') : await scan(openIndex)).map(recordOf),
      ),
    newestArrival: async (source, table) => {
      let from: Item | undefined;
      do {
        const page: { Items?: Item[]; LastEvaluatedKey?: Item } = await dynamo.send(
          new QueryCommand({
            TableName,
            IndexName: byTableIndex,
            KeyConditionExpression: 'table_key = :table',
            FilterExpression: '#state = :committed',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':table': tableKey({ source, table }), ':committed': 'committed' },
            ScanIndexForward: false,
            Limit: 25,
            ExclusiveStartKey: from,
          }),
        );
        if (page.Items?.[0]) return recordOf(page.Items[0]).arrivedAt;
        from = page.LastEvaluatedKey;
      } while (from);
      return undefined;
    },
    markMerged: async loads => {
      for (const { loadId, revision } of loads) {
        const key = loadKey(loadId);
        const done = await update(key, {
          set: { mergedRevision: revision },
          remove: ['open_key'],
          condition: '#revision = :now AND #state = :committed',
          values: { ':now': revision },
        });
        // Replayed meanwhile: the newer revision stays open.
        if (!done) await update(key, { set: { mergedRevision: revision }, condition: 'attribute_exists(pk)' });
      }
    },
    recordSilver: async record => {
      const newer = { ':at': record.at.getTime() };
      await update(
        { pk: 'silver', sk: tableKey(record) },
        {
          set: { recordedAt: record.at.getTime(), record: JSON.stringify(record) },
          condition: 'attribute_not_exists(pk) OR recordedAt <= :at',
          values: newer,
        },
      );
    },
    silver: async () =>
      (await partition('silver')).map(found => {
        const parsed = JSON.parse(found['record'] as string) as SilverRecord & { at: string };
        return { ...parsed, at: new Date(parsed.at) };
      }),
    recordAudit: async record => {
      await dynamo.send(
        new PutCommand({
          TableName,
          Item: {
            pk: 'audit',
            sk: `${record.at.toISOString()}#${crypto.randomUUID()}`,
            record: JSON.stringify(record),
          },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    },
    audits: async () =>
      (await partition('audit')).map(found => {
        const parsed = JSON.parse(found['record'] as string) as AuditRecord & { at: string };
        return { ...parsed, at: new Date(parsed.at) };
      }),
  };
};
