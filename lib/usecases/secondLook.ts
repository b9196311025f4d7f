import type { SecondStage, TableContract } from '../config/tableContract.ts';
import type { Scrubbed, Scrubber } from '../core/scrub/finding.ts';
import { withSecondLook } from '../core/scrub/withSecondLook.ts';
import { ClassifierUnavailable, type TokenClassifier } from '../ports/tokenClassifier.ts';

/** The second stage of one load. */
export interface SecondLook {
  /** A scrubber for these texts, and no others, that knows what the model found in them. @throws ClassifierUnavailable */
  scrubberFor(texts: ReadonlySet<string>): Promise<Scrubber>;
  /** For the load's record: which model, and how many texts it has read. */
  record(): { readonly sha256: string; readonly texts: number };
}

/**
 * Two scrubbers in one: the first for every text, the model where the first is unsure. Undefined where the contract asks for
 * no second stage. @throws ClassifierUnavailable before any row is read, when the contract asks for what cannot be done
 */
export const secondLook = async (
  contract: TableContract,
  scrub: Scrubber,
  classifier: TokenClassifier | undefined,
): Promise<SecondLook | undefined> => {
  const stage: SecondStage | undefined = contract.secondStage;
  if (!stage) return undefined;
  if (!classifier) throw new ClassifierUnavailable('the contract asks for a second stage, and no model was given');
  await classifier.ready();
  let read = 0;
  return {
    scrubberFor: async texts => {
      const scrubbed = new Map<string, Scrubbed>();
      for (const text of texts) scrubbed.set(text, scrub(text));
      const unsure = [...texts].filter(text => stage.when === 'always' || scrubbed.get(text)!.unsure);
      read += unsure.length;
      const found = await classifier.classify(unsure);
      unsure.forEach((text, i) => {
        scrubbed.set(text, withSecondLook(text, scrubbed.get(text)!, found[i]!, scrub));
      });
      return text => scrubbed.get(text)!;
    },
    record: () => ({ sha256: stage.sha256, texts: read }),
  };
};
