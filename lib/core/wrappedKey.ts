/** What a key is bound to: it unwraps only under the same context (KMS calls it encryption context). */
export type KeyContext = Readonly<Record<string, string>>;

/** The object `keys/…/<key_id>.json`, read by anyone who may unwrap (docs/formats.md). */
export interface WrappedKey {
  /** First 16 hex digits of SHA-256 of the key as it was wrapped first; stays when it is wrapped again. */
  readonly key_id: string;
  /** Base64. */
  readonly wrapped: string;
  readonly wrapped_by: string;
  readonly context: KeyContext;
  readonly created_at: string;
  /** Since then the key opens cells, but makes no new ones: `rotate` is replacing it. */
  readonly retired_at?: string;
}

/** Where a data key lies; `id` without value gives the folder of the column's keys. */
export const keyObjectKey = (scope: { source: string; table: string; column: string }, id?: string): string =>
  `keys/${scope.source}/${scope.table}/${scope.column}/${id === undefined ? '' : `${id}.json`}`;

export const wrappedKeyText = (key: WrappedKey): Uint8Array => Buffer.from(`${JSON.stringify(key, null, 2)}\n`);

/** Undefined when the bytes are not a wrapped key. */
export const parseWrappedKey = (bytes: Uint8Array): WrappedKey | undefined => {
  try {
    const found = JSON.parse(Buffer.from(bytes).toString()) as Partial<WrappedKey>;
    const whole = [found.key_id, found.wrapped, found.wrapped_by].every(part => typeof part === 'string');
    return whole && typeof found.context === 'object' ? (found as WrappedKey) : undefined;
  } catch {
    return undefined;
  }
};
