import type { StoredType } from '../../core/batch.ts';

/** A stored type as Glue writes it, in Hive's words. */
export const glueType = (type: StoredType): string => {
  if (type.kind === 'decimal') return `decimal(${type.precision},${type.scale})`;
  return type.kind === 'json' ? 'string' : type.kind;
};

const kinds: ReadonlySet<string> = new Set([
  'string',
  'boolean',
  'int',
  'bigint',
  'double',
  'date',
  'timestamp',
  'binary',
]);

/** The way back. `hint` is what Hushlake noted beside the column, where Glue has no such type. */
export const storedGlueType = (text: string, hint?: string): StoredType => {
  if (hint === 'json' && text === 'string') return { kind: 'json' };
  const [, precision, scale] = /^decimal\((\d+),\s*(\d+)\)$/.exec(text) ?? [];
  if (precision && scale) return { kind: 'decimal', precision: Number(precision), scale: Number(scale) };
  if (!kinds.has(text)) throw new Error(`Glue has a column of type ${text}, which Hushlake never writes`);
  return { kind: text as 'string' };
};
