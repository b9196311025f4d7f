/** What kind of identifier a finding is. The label stands in the text in its place: `[PHONE]`. */
export const labels = [
  'PERSON',
  'PHONE',
  'EMAIL',
  'URL',
  'ADDRESS',
  'LOCATION',
  'NATIONAL_ID',
  'CREDIT_CARD',
  'BANK',
  'IP',
  'DATE_OF_BIRTH',
  'USERNAME',
  'ZIP',
  'AGE',
] as const;

export type Label = (typeof labels)[number];

/** Where an identifier stands: UTF-16 offsets into the text, end exclusive. `score` from 0 to 1 settles overlaps. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly label: Label;
  readonly score: number;
}

/** Finds one kind of identifier. Pure, linear in the text's length. */
export type Recognizer = (text: string) => readonly Finding[];

export interface Scrubbed {
  /** The text with each finding replaced by its label in brackets. */
  readonly text: string;
  /** In order, without overlaps, offsets into the original text. */
  readonly findings: readonly Finding[];
  /** Something was nearly taken for a name: a second stage may know better. */
  readonly unsure: boolean;
}

export type Scrubber = (text: string) => Scrubbed;
