/** A text, and what the scrubber of its locale alone makes of it. */
export type Example = readonly [text: string, scrubbed: string];

/** What a locale must show: at least one of each kind. The texts are our own, the numbers kept for fiction or made up. */
export interface LocaleExamples {
  readonly phone: readonly Example[];
  readonly postcode: readonly Example[];
  readonly address: readonly Example[];
  readonly nationalId: readonly Example[];
  /** Texts that stay as they are. */
  readonly stays: readonly string[];
}
