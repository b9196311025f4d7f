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

/** Keys for cells, and the workspace's secrets. KMS in AWS, a keyring file on one machine. */
export interface KeyService {
  /** The key to encrypt this column's cells with now. Its wrapped form is stored before this resolves. @throws KeyUnavailable */
  dataKey(scope: KeyScope): Promise<DataKey>;
  /** The key that cells with this id were encrypted with. @throws KeyUnavailable */
  openKey(scope: KeyScope, id: string): Promise<DataKey>;
  /** A secret of the workspace, 32 bytes, made on first use, the same ever after. */
  secret(name: 'checksum' | 'pseudonym' | 'placeholder' | 'subject' | 'certificate'): Promise<Uint8Array>;
}
