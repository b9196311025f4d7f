/** A data key as the core needs it: what stands beside the cell, and the key itself. */
export interface CellKey {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** All that a plan needs of keys and chance, fetched before the first row. */
export interface CellKeys {
  /** By encrypted column (`_rescued` included). */
  readonly columns: ReadonlyMap<string, CellKey>;
  /** Present where the contract has a keyed checksum. */
  readonly checksumSecret?: Uint8Array;
  /** Present where the contract pseudonymizes. */
  readonly pseudonymSecret?: Uint8Array;
  /** Present where the contract wants placeholders that are the same within a conversation. */
  readonly placeholderSecret?: Uint8Array;
  /** Fills the bytes from a cryptographic source of chance. */
  readonly random: (bytes: Uint8Array) => void;
}
