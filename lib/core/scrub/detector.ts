import type { Finding } from './finding.ts';
import type { Glance } from './glance.ts';
import type { WrittenNumber } from './numbers.ts';

/** Finds one kind of identifier, and says by a glance which texts are worth the search. */
export interface Detector {
  /** Lower-case words without which, or without other signs, there is nothing to find. */
  readonly cues?: readonly string[];
  /** `cued`: one of the cues may be there. */
  readonly worth: (glance: Glance, cued: boolean) => boolean;
  /** `numbers`: those of the text, found once for all; `seen` and `cued` as `worth` has them. */
  readonly find: (text: string, numbers: readonly WrittenNumber[], seen: Glance, cued: boolean) => readonly Finding[];
}

/** A detector that needs no numbers. */
export const detector = (
  worth: Detector['worth'],
  find: (text: string, cued: boolean) => readonly Finding[],
  cues: readonly string[] = [],
): Detector => ({
  cues,
  worth,
  find: (text, _numbers, _seen, cued) => find(text, cued),
});

/** The words of a text. */
export const words = (text: string): readonly string[] => text.trim().split(/\s+/);
