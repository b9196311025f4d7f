/** What the demo's people say. `{slots}` are filled from `words`, or with an identifier: see ../identifiers.ts. */
export interface Phrasebook {
  /** Plain slots and what may stand in them. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly themes: readonly Theme[];
  readonly greetings: readonly string[];
  /** What a responder says whatever the theme. */
  readonly listening: readonly string[];
  readonly closing: readonly string[];
  readonly thanks: readonly string[];
  readonly farewells: readonly string[];
  /** How people give identifiers away, by kind. */
  readonly tells: Readonly<Record<TellKind, readonly string[]>>;
  /** The note of the responder at close. */
  readonly summaries: readonly string[];
  /** What texters write into the survey. */
  readonly comments: readonly string[];
}

export interface Theme {
  readonly opening: readonly string[];
  readonly going: readonly string[];
  readonly support: readonly string[];
}

export type TellKind = 'person' | 'phone' | 'email' | 'username' | 'address' | 'birth' | 'url' | 'ssn' | 'card';
