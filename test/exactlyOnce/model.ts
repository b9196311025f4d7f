import { type ContractName, faultOf, type GoodRow, people, type Row, scrubbed } from './rows.ts';

/** A version of a raw object, and the load that it must become. */
export interface RawVersion {
  readonly uri: string;
  readonly version: string;
  readonly rows: readonly Row[];
}

/**
 * What must hold, said as simply as it can be: each version that was put is one load of exactly its rows; who was erased
 * last has no words; of rows of one id silver shows the newest.
 */
export const model = () => {
  const versions: RawVersion[] = [];
  const erased = new Set<string>();
  /** Erasures that an operator would have to repeat. */
  const unfinished = new Set<string>();
  /** Of people who were erased and came back, old rows may be without words, or be derived anew. */
  const cameBack = new Set<string>();
  let contract: ContractName = 'strict';
  return {
    versions,
    contract: () => contract,
    correctContract: () => {
      contract = contract === 'strict' ? 'lax' : 'strict';
    },
    put: (version: RawVersion) => void versions.push(version),
    erase: (person: string) => {
      erased.add(person);
      unfinished.add(person);
    },
    finishErasure: (person: string) => void unfinished.delete(person),
    unfinished: (): readonly string[] => people.filter(person => unfinished.has(person)),
    readmit: (person: string) => {
      unfinished.delete(person);
      if (erased.delete(person)) cameBack.add(person);
    },
    /** Whether a row has its words: undefined where both would be right. */
    hasWords: ({ person }: GoodRow): boolean | undefined => {
      if (person === null) return true;
      if (erased.has(person)) return false;
      return cameBack.has(person) ? undefined : true;
    },
    /** Whether a quarantined row is kept. A line that is no JSON is nobody's. */
    isKept: (row: Row): boolean | undefined =>
      row === 'broken' || row.person === null
        ? true
        : erased.has(row.person)
          ? false
          : !cameBack.has(row.person) || undefined,
  };
};
export type Model = ReturnType<typeof model>;

export const goodRows = ({ rows }: RawVersion, contractVersion: string) =>
  rows.flatMap((row, i) => (faultOf(row, contractVersion) ? [] : [{ number: i + 1, row: row as GoodRow }]));

export const badRows = ({ rows }: RawVersion, contractVersion: string) =>
  rows.flatMap((row, i) => {
    const fault = faultOf(row, contractVersion);
    return fault ? [{ number: i + 1, row, fault }] : [];
  });

export const visibleWords = ({ words }: GoodRow): string => scrubbed[words];
