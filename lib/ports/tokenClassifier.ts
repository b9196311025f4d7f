import type { Finding } from '../core/scrub/finding.ts';

/** The second stage cannot work. The message is ours and holds nothing of a text. */
export class ClassifierUnavailable extends Error {
  readonly code = 'model_unavailable';
}

/** Finds entities in texts by a statistical model: the second stage of scrubbing. */
export interface TokenClassifier {
  /** Opens the model and tries it, so that what is missing shows before any row is read. @throws ClassifierUnavailable */
  ready(): Promise<void>;
  /**
   * The findings of each text, in the order of the texts: UTF-16 offsets, in order. Memory does not grow with the number
   * of texts, nor but for the text itself with their length. @throws ClassifierUnavailable
   */
  classify(texts: readonly string[]): Promise<readonly (readonly Finding[])[]>;
  close(): Promise<void>;
}
