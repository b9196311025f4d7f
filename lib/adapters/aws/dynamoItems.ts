import type { NativeAttributeValue } from '@aws-sdk/lib-dynamodb';

/** An item of a table, or its key. */
export type Item = Record<string, NativeAttributeValue>;

/** A conditional write did not happen: somebody else was first. */
export const conditionFailed = (error: unknown): boolean =>
  (error as { name?: unknown })?.name === 'ConditionalCheckFailedException';
