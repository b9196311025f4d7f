import type { TableContract } from '../../config/tableContract.ts';
import type { KeyChange } from '../../core/withReencrypted.ts';
import type { LoadLedger } from '../../ports/loadLedger.ts';
import type { ObjectVersion } from '../../ports/objectStore.ts';
import type { LakeChangePorts } from '../lakeChange.ts';
import type { BronzeParts } from '../silver/types.ts';

/** What replacing a data key needs of the world. */
export interface RotationPorts extends LakeChangePorts {
  readonly ledger: LoadLedger;
  readonly bronze: BronzeParts;
  readonly random: (bytes: Uint8Array) => void;
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
}

/** One column of one table, whose cells go from one key to another. */
export interface Rotation {
  readonly contract: TableContract;
  readonly column: string;
  readonly change: KeyChange;
  /** The salt of a person. */
  readonly saltOf: (subject: string) => Promise<Uint8Array | 'erased'>;
  /** A file is done. */
  readonly onFile: (key: string, cells: number) => void;
}

/** A file that holds cells under the key. */
export interface ConcernedFile {
  readonly object: ObjectVersion;
  readonly cells: number;
}
