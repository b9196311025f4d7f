/** Who a data key is for; also the encryption context under which it is wrapped. */
export interface KeyScope {
  readonly workspace: string;
  readonly source: string;
  readonly table: string;
  readonly column: string;
}

export interface DataKey {
  /** Stands beside each cell as `<column>_key_id`. */
  readonly id: string;
  /** 32 bytes, AES-256. */
  readonly bytes: Uint8Array;
}

export class KeyUnavailable extends Error {
  readonly code = 'key_unavailable';
}

/** What is wrong with one key, while others may be had. */
export type KeyFaultCode =
  /** Its wrapped key is not there. */
  | 'key_missing'
  /** Its wrapped key is no wrapped key. */
  | 'key_damaged'
  /** It does not open: it is of another workspace, table or column, under another wrapping key, or was changed. */
  | 'key_of_another';

/** One key cannot be had, and asking again will not help. */
export class KeyFault extends KeyUnavailable {
  readonly fault: KeyFaultCode;
  constructor(fault: KeyFaultCode, message: string) {
    super(message);
    this.fault = fault;
  }
}

/**
 * A data key makes new cells for so long at most, by the clock of the process that made it. Loads that began before may
 * use it until they end.
 */
export const longestUseMs = 24 * 3600 * 1000;

/** Keys for cells, and the workspace's secrets. KMS in AWS, a keyring file on one machine. */
export interface KeyService {
  /**
   * The key to encrypt this column's cells with now. Its wrapped form is stored before this resolves. Asked for by each
   * load anew: a key that was retired meanwhile is not handed out again. @throws KeyUnavailable
   */
  dataKey(scope: KeyScope): Promise<DataKey>;
  /** Counts cells that are about to be kept under a key of `dataKey`. @throws KeyUnavailable past what one key may make */
  used(id: string, cells: number): void;
  /** The key that cells with this id were encrypted with. @throws KeyUnavailable */
  openKey(scope: KeyScope, id: string): Promise<DataKey>;
  /** A secret of the workspace, 32 bytes, made on first use, the same ever after. */
  secret(name: 'checksum' | 'pseudonym' | 'placeholder' | 'subject' | 'certificate'): Promise<Uint8Array>;
}
