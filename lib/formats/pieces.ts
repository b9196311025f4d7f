import type { RowFault } from '../core/faults.ts';
import type { SourceRow } from '../core/rows.ts';

/** A record whose borders are known, and nothing else yet. */
export interface FoundRecord {
  readonly bytes: Uint8Array;
  readonly length: number;
  readonly tooLong: boolean;
  /** The object ended within a quoted field. */
  readonly unclosed: boolean;
}

/** Finds the records of a text that comes in chunks. */
export interface RecordFinder {
  /** The records that end in this chunk. */
  readonly add: (chunk: Uint8Array) => readonly FoundRecord[];
  /** The record that the text ends with. */
  readonly end: () => FoundRecord | undefined;
}

/** Which rows a reader gives, by their numbers in the object. */
export interface Numbering {
  /** Rows of the object that lie before the first that is read. */
  readonly before: number;
  /** Rows below this number are counted and neither parsed nor given. */
  readonly from: number;
}

export const wholeObject: Numbering = { before: 0, from: 1 };

/** Of a row that is too long to keep, this much goes to quarantine. */
const keptBytes = 64 << 10;

/**
 * Gathers the bytes of one row that comes in pieces, up to a limit; past it only the beginning is kept.
 * Memory stays below the limit, however long the row is.
 */
export const rowBytes = (maxRowBytes: number) => {
  let pieces: Uint8Array[] = [];
  let length = 0;
  let hasBeginning = false;
  return {
    length: () => length,
    add: (piece: Uint8Array): void => {
      length += piece.length;
      if (length <= maxRowBytes) pieces.push(piece);
      else if (!hasBeginning) {
        pieces = [Buffer.concat([...pieces, piece.subarray(0, keptBytes)]).subarray(0, keptBytes)];
        hasBeginning = pieces[0]!.length === keptBytes;
      }
    },
    /** The row's bytes, and a clean start. `tooLong` tells that only its beginning is there. */
    take: (): { readonly bytes: Uint8Array; readonly length: number; readonly tooLong: boolean } => {
      const taken = {
        bytes: pieces.length === 1 ? pieces[0]! : Buffer.concat(pieces),
        length,
        tooLong: length > maxRowBytes,
      };
      pieces = [];
      length = 0;
      hasBeginning = false;
      return taken;
    },
  };
};

/** A row that cannot be read, with the bytes that are known of it. */
export const faultRow = (
  number: number,
  code: RowFault['code'],
  bytes: Uint8Array,
  length = bytes.length,
): SourceRow => {
  const text = Buffer.from(bytes).toString('utf8');
  return {
    number,
    fault: { code },
    text: () => (length > bytes.length ? `${text}\n… the first ${bytes.length} of ${length} bytes` : text),
  };
};
