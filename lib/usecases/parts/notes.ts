import { createHash } from 'node:crypto';
import type { IngestLimits, TableContract } from '../../config/tableContract.ts';
import type { Inferred } from '../../core/infer.ts';
import type { QuoteScan } from '../../formats/csvQuoting.ts';
import type { ByteRange } from '../../formats/divisibleText.ts';
import type { LoadLedger } from '../../ports/loadLedger.ts';
import type { Written } from '../writeRows.ts';

/** Limits of reading, and how large objects are cut. */
export interface PartLimits extends IngestLimits {
  /** Objects of more bytes than this are loaded in parts; also about how many bytes a range has. */
  readonly splitSize: number;
  /** Rows of a part, where it is not the default. */
  readonly partRows?: number;
}

/** A file of so many rows is worth its name, and is written within minutes: a part that is begun must be finished in time. */
const usualPartRows = 250_000;
/** A model reads a hundred texts a second. */
const partRowsWithModel = 25_000;

/** So many rows have the parts of a load. Not a matter of time or size: whoever loads an object cuts it at the same rows. */
export const partRowsOf = (contract: TableContract, { partRows }: PartLimits): number =>
  partRows ?? (contract.secondStage ? partRowsWithModel : usualPartRows);

/** What parts depend on, but for the object: two loads under one plan write the same rows to the same files. */
export const planOf = (contract: TableContract, limits: PartLimits): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        'parts/1',
        contract.version,
        limits.splitSize,
        partRowsOf(contract, limits),
        limits.maxRowBytes,
        limits.maxExpansionRatio,
      ]),
    )
    .digest('hex')
    .slice(0, 8);

/** Where an object is cut. `whole`: it is one range that must be read from its beginning. */
export interface RangesNote {
  readonly whole: boolean;
  readonly ranges: readonly ByteRange[];
}

/** What was found out of a range, as far as it was read; `done` when that is all of it. */
export interface SurveyNote {
  readonly rows: number;
  readonly inferred?: Inferred;
  readonly done: boolean;
}

/** The ranges, with what each of them must know of the others. */
export interface LayoutNote {
  readonly whole: boolean;
  /** `rows` is not known of an object that is read from its beginning. */
  readonly ranges: readonly (ByteRange & { readonly firstRow: number; readonly rows?: number })[];
  readonly inferred?: Inferred;
}

/** A part that somebody begins to write: from now on its files may be there. */
interface BegunNote {
  readonly revision: number;
}

/** A part whose files are there. */
export interface PartNote {
  readonly revision: number;
  /** How often people had been erased when the part was begun. */
  readonly erasures: number;
  readonly written: Written;
  /** Nothing of its range comes after it. */
  readonly last: boolean;
}

const numbered = (n: number, digits: number): string => String(n).padStart(digits, '0');

/** The notes of a load under a plan. */
export const planNotes = (ledger: LoadLedger, loadId: string, plan: string) => {
  const noteOf = async <T>(name: string): Promise<T | undefined> => {
    const full = `${plan}/${name}`;
    return (await ledger.notes(loadId, full)).get(full) as T | undefined;
  };
  const write = (name: string, value: unknown) => ledger.note(loadId, `${plan}/${name}`, value);
  const place = ({ start, end }: ByteRange): string => `${numbered(start, 15)}-${numbered(end, 15)}`;
  const row = (n: number): string => numbered(n, 12);
  return {
    /** Whether the object turned out to be one that only the reading of all of it can tell. */
    isWhole: async () => (await noteOf<boolean>('whole')) ?? false,
    setWhole: () => write('whole', true),
    ranges: () => noteOf<RangesNote>('ranges'),
    setRanges: (note: RangesNote) => write('ranges', note),
    /** In the order of their stretches. */
    scans: async (): Promise<readonly QuoteScan[]> => [
      ...((await ledger.notes(loadId, `${plan}/scan/`)) as ReadonlyMap<string, QuoteScan>).values(),
    ],
    setScan: (i: number, note: QuoteScan) => write(`scan/${numbered(i, 4)}`, note),
    survey: (range: ByteRange) => noteOf<SurveyNote>(`survey/${place(range)}`),
    setSurvey: (range: ByteRange, note: SurveyNote) => write(`survey/${place(range)}`, note),
    layout: () => noteOf<LayoutNote>('layout'),
    setLayout: (note: LayoutNote) => write('layout', note),
    setBegun: (firstRow: number, note: BegunNote) => write(`begun/${row(firstRow)}`, note),
    parts: async (): Promise<ReadonlyMap<number, PartNote>> => {
      const found = (await ledger.notes(loadId, `${plan}/part/`)) as ReadonlyMap<string, PartNote>;
      return new Map([...found].map(([name, note]) => [Number(name.slice(`${plan}/part/`.length)), note]));
    },
    setPart: (firstRow: number, note: PartNote) => write(`part/${row(firstRow)}`, note),
  };
};

export type PlanNotes = ReturnType<typeof planNotes>;

/** Of all notes of a load, the parts that anybody has begun to write under any plan. */
export const begunParts = (notes: ReadonlyMap<string, unknown>) =>
  [...notes].flatMap(([note, content]) => {
    const found = /^([0-9a-f]{8})\/begun\/(\d+)$/.exec(note);
    return found ? [{ note, plan: found[1]!, row: Number(found[2]), ...(content as BegunNote) }] : [];
  });
