import { createHmac } from 'node:crypto';
import { type StoredValue, type Transform, withColumns } from './batch.ts';
import type { CellKeys } from './cellKeys.ts';
import type { Layout } from './layout.ts';
import { textOf } from './valueText.ts';

/** Hex HMAC-SHA-256 (RFC 2104) of a value's text: equal values stay equal, across tables too, and do not come back. */
export const pseudonym = (secret: Uint8Array, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

/** Puts the pseudonym in the place of each pseudonymized column's value. */
export const withPseudonyms = (layout: Layout, keys: CellKeys): Transform => {
  const names = layout.source.filter(column => column.pseudonymized).map(column => column.name);
  if (names.length === 0) return batch => batch;
  const secret = keys.pseudonymSecret;
  if (!secret) throw new Error('pseudonyms need the pseudonym secret');
  return batch =>
    withColumns(
      batch,
      names.map(name => {
        const column = batch.columns.get(name)!;
        const text = textOf(column.type);
        const values: StoredValue[] = column.values.map(v => (v === null ? null : pseudonym(secret, text(v))));
        return { name, type: { kind: 'string' as const }, values };
      }),
    );
};
