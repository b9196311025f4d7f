import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Erased, SubjectRecord, Subjects, WrappedSalt } from '../../ports/subjects.ts';
import { conditionFailed, type Item } from './dynamoItems.ts';

/** Index of the erasures that are not settled: an item leaves it when it is. */
export const unsettledIndex = 'unsettled';

/** The one item that is nobody's: how often somebody was erased. */
const counter = { subject: '#erasures' };

const recordOf = (item: Item): SubjectRecord =>
  item['erased_at'] === undefined
    ? { subject: item['subject'] as string, salt: item['salt'] as Uint8Array, keyId: item['key_id'] as string }
    : {
        subject: item['subject'] as string,
        kind: item['kind'] as string,
        erasedAt: new Date(item['erased_at'] as string),
        settled: item['unsettled'] === undefined,
      };

/** What DynamoDB takes in one BatchGetItem. */
const batchSize = 100;
/** Requests under way at once. */
const atOnce = 25;

/** Work on each, some at once. */
const each = async <T>(all: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> => {
  const rest = [...all].values();
  const next = async (): Promise<void> => {
    for (const one of rest) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, next));
};

const chunks = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / batchSize) }, (_, i) => all.slice(i * batchSize, (i + 1) * batchSize));

/** Salts in a DynamoDB table of their own, one item a person, read consistently. */
export const dynamoSubjects = (dynamo: DynamoDBDocumentClient, TableName: string): Subjects => {
  const read = async (ids: readonly string[]): Promise<readonly Item[]> => {
    const found: Item[] = [];
    for (let keys = ids.map((subject): Item => ({ subject })); keys.length > 0; ) {
      const { Responses, UnprocessedKeys } = await dynamo.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys: keys, ConsistentRead: true } } }),
      );
      found.push(...(Responses?.[TableName] ?? []));
      keys = [...(UnprocessedKeys?.[TableName]?.Keys ?? [])];
    }
    return found;
  };
  const get: Subjects['get'] = async ids => {
    const found = new Map<string, SubjectRecord>();
    await each(chunks([...new Set(ids)]), async some => {
      for (const item of await read(some)) found.set(item['subject'] as string, recordOf(item));
    });
    return found;
  };
  /** The item as it was before the change; undefined where the condition did not hold. */
  const change = async (
    subject: string,
    expressions: { UpdateExpression: string; ConditionExpression: string; ExpressionAttributeValues?: Item },
  ): Promise<Item | undefined> => {
    try {
      const { Attributes } = await dynamo.send(
        new UpdateCommand({ TableName, Key: { subject }, ...expressions, ReturnValues: 'ALL_OLD' }),
      );
      return Attributes ?? {};
    } catch (error) {
      if (conditionFailed(error)) return undefined;
      throw error;
    }
  };
  async function* pages(
    command: (ExclusiveStartKey: Item | undefined) => QueryCommand | ScanCommand,
  ): AsyncIterable<Item> {
    let start: Item | undefined;
    do {
      const page: { Items?: Item[]; LastEvaluatedKey?: Item } = await dynamo.send(command(start) as ScanCommand);
      yield* page.Items ?? [];
      start = page.LastEvaluatedKey;
    } while (start);
  }

  return {
    get,
    add: async salts => {
      await each(salts, async ({ subject, salt, keyId }) => {
        try {
          await dynamo.send(
            new PutCommand({
              TableName,
              Item: { subject, salt, key_id: keyId },
              ConditionExpression: 'attribute_not_exists(subject)',
            }),
          );
        } catch (error) {
          if (!conditionFailed(error)) throw error;
        }
      });
      return get(salts.map(({ subject }) => subject));
    },
    erase: async (ids, at) => {
      let destroyed = 0;
      await each(ids, async ({ subject, kind }) => {
        const before = await change(subject, {
          UpdateExpression: 'SET erased_at = :at, kind = :kind, unsettled = :yes REMOVE salt, key_id',
          ConditionExpression: 'attribute_not_exists(erased_at)',
          ExpressionAttributeValues: { ':at': at.toISOString(), ':kind': kind, ':yes': 'yes' },
        });
        if (before?.['salt'] !== undefined) destroyed++;
      });
      await dynamo.send(
        new UpdateCommand({
          TableName,
          Key: counter,
          UpdateExpression: 'ADD erasures :one',
          ExpressionAttributeValues: { ':one': 1 },
        }),
      );
      return { destroyed };
    },
    settle: ids =>
      each(new Set(ids), async subject => {
        await change(subject, {
          UpdateExpression: 'REMOVE unsettled',
          ConditionExpression: 'attribute_exists(erased_at)',
        });
      }),
    unsettled: async () => {
      const found: Erased[] = [];
      const items = pages(
        ExclusiveStartKey =>
          new QueryCommand({
            TableName,
            IndexName: unsettledIndex,
            KeyConditionExpression: 'unsettled = :yes',
            ExpressionAttributeValues: { ':yes': 'yes' },
            ExclusiveStartKey,
          }),
      );
      for await (const item of items) found.push(recordOf(item) as Erased);
      return found.sort((a, b) => (a.subject < b.subject ? -1 : 1));
    },
    readmit: ids =>
      each(new Set(ids), async subject => {
        try {
          await dynamo.send(
            new DeleteCommand({
              TableName,
              Key: { subject },
              ConditionExpression: 'attribute_exists(erased_at)',
            }),
          );
        } catch (error) {
          if (!conditionFailed(error)) throw error;
        }
      }),
    erasures: async () => {
      const { Item: item } = await dynamo.send(new GetCommand({ TableName, Key: counter, ConsistentRead: true }));
      return Number(item?.['erasures'] ?? 0);
    },
    salts: async function* () {
      const items = pages(
        ExclusiveStartKey =>
          new ScanCommand({ TableName, FilterExpression: 'attribute_exists(salt)', ExclusiveStartKey }),
      );
      for await (const item of items) yield recordOf(item) as WrappedSalt;
    },
    rewrap: async ({ subject, salt, keyId }, from) =>
      (await change(subject, {
        UpdateExpression: 'SET salt = :salt, key_id = :to',
        ConditionExpression: 'key_id = :from',
        ExpressionAttributeValues: { ':salt': salt, ':to': keyId, ':from': from },
      })) !== undefined,
  };
};
