import type { Recognizer } from './finding.ts';
import type { NumberShape } from './numberShape.ts';

/** An identifier with letters in it, or one that only the words around it tell. */
export interface Identifier {
  /** A text with fewer digits cannot hold one. */
  readonly digits: number;
  readonly find: Recognizer;
}

/** A postcode: its shape, and what must stand beside it where the shape alone does not tell. */
export interface Postcode {
  /** Global. What it matches, or its group `it` at the end of that. */
  readonly shape: RegExp;
  /** Letters and digits touch in it, as in `m14 5tp`. */
  readonly mixed: boolean;
  /** So many digits stand together in it at least, where it has no letters. */
  readonly run?: number;
  /** One of these must fit, when any is given. `before` ends where the code starts, `after` starts where it ends. */
  readonly before?: readonly RegExp[];
  readonly after?: RegExp;
  /** A place before it, behind it. */
  readonly behindPlace?: ReadonlySet<string>;
  readonly beforePlace?: ReadonlySet<string>;
  readonly accept?: (found: string) => boolean;
}

/** How addresses are written: recognizers, and the words without which there is none. */
export interface AddressStyle {
  readonly cues: readonly string[];
  readonly find: Recognizer;
}

/** What a country and a language add to what is looked for everywhere. `docs/locales.md` says how to add one. */
export interface Locale {
  /** BCP 47 */
  readonly tag: string;
  /** ISO 3166-1 alpha-2 */
  readonly country: string;
  /** ISO 639-1 */
  readonly language: string;
  /** National numbering plan: expressions over all digits of a phone number, trunk prefix or country's code included. */
  readonly phones: readonly string[];
  /** Digits of numbers that belong to nobody: crisis lines, which must stay readable. Without country's code. */
  readonly publicNumbers: readonly string[];
  readonly nationalIds: readonly (NumberShape | Identifier)[];
  readonly bankFormats: readonly (NumberShape | Identifier)[];
  readonly postcodes: readonly Postcode[];
  readonly addresses: readonly AddressStyle[];
}
