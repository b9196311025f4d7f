import { type Annotated, annotate, emptyAnnotated, featuresOf, isCandidate, mostFeatures } from './features.ts';
import { attribute } from './lexicon.ts';
import { gap, shape } from './tokens.ts';
import { scale, weightsData } from './weightsData.ts';

/** Logits: above the first a token is a name; between the second and the first the tagger is not sure. */
const threshold = 0;
const doubtful = Math.round(-2.25 * scale);

let weights: Int8Array | undefined;
const loadedWeights = (): Int8Array => {
  if (weights) return weights;
  const bytes = Buffer.from(weightsData, 'base64');
  weights = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  return weights;
};

/** Where names stand, UTF-16, end exclusive, in order. */
export interface Tagged {
  readonly names: readonly { readonly start: number; readonly end: number; readonly score: number }[];
  /** Something was nearly a name. */
  readonly unsure: boolean;
}

/** Parts of one name may stand between these: `Anna Maria`, `Jean-Luc`, `J. Doe`, `O'Brien`. */
const holdsTogether = (annotated: Annotated, at: number): boolean => {
  const { tokens } = annotated;
  const g = tokens.gap[at]!;
  if (g === gap.space || g === gap.hyphen || g === gap.apostrophe) return tokens.start[at]! - tokens.end[at - 1]! <= 2;
  return g === gap.stop && isLetter(annotated, at - 1) && tokens.start[at]! - tokens.end[at - 1]! <= 2;
};

const isLetter = ({ tokens }: Annotated, at: number): boolean => tokens.to[at]! - tokens.from[at]! === 1;

/** Letters that are words of chats: `jess n marcus`, `jess y ana`, `jess r u there`. */
const wordLetters = new Set([...'bcdeiknoqrsuvwxy'].map(letter => letter.charCodeAt(0)));

/** `marcus t. whitfield`, `marcus t whitfield`: a small letter between two parts of a name. */
const isInitialBetween = (annotated: Annotated, at: number): boolean => {
  const { tokens, name } = annotated;
  if (!isLetter(annotated, at) || at === 0 || at + 1 >= tokens.count) return false;
  if (name[at - 1] === 0 || name[at + 1] === 0 || tokens.gap[at] !== gap.space) return false;
  const g = tokens.gap[at + 1]!;
  return g === gap.stop || (g === gap.space && !wordLetters.has(tokens.letters[tokens.from[at]!]!));
};

/** A word that no dictionary has, with a capital, right beside a name with one: `Quarto Angelo`, `Kim Kardashian`. */
const isRestOfName = (annotated: Annotated, at: number, beside: number): boolean => {
  const { tokens, name, attributes } = annotated;
  if (beside < 0 || beside >= tokens.count || name[beside] === 0 || annotated.style === 2) return false;
  if (tokens.shape[at] !== shape.capital || tokens.shape[beside] !== shape.capital) return false;
  const later = Math.max(at, beside);
  const g = tokens.gap[later]!;
  if ((g !== gap.space && g !== gap.hyphen) || tokens.start[later]! - tokens.end[later - 1]! > 1) return false;
  const bits = attributes[at]!;
  return (
    tokens.possessive[Math.min(at, beside)] === 0 &&
    attribute.word(bits) === 0 &&
    attribute.thing(bits) === 0 &&
    attribute.place(bits) === 0 &&
    annotated.classes[at] === 0
  );
};

/** Kept from text to text, but not at the size of the largest ever. */
let annotated = emptyAnnotated();
const largestKept = 1 << 15;
const features = new Uint32Array(mostFeatures);
const nothing: Tagged = { names: [], unsure: false };

/**
 * Finds names of people: dictionary, context and spelling, weighed by a model that scripts/names/ trains. From left to
 * right, each word once; linear in the text's length.
 */
export const tag = (text: string): Tagged => {
  if (annotated.tokens.letters.length > largestKept) annotated = emptyAnnotated();
  annotate(text, annotated);
  const { tokens, name, attributes } = annotated;
  const w = loadedWeights();
  let unsure = false;
  let found = false;
  const repeatable = new Set<number>();
  for (let at = 0; at < tokens.count; at++) {
    if (!isCandidate(annotated, at)) continue;
    const n = featuresOf(annotated, at, features);
    let score = 0;
    for (let i = 0; i < n; i++) score += w[features[i]!]!;
    if (score > threshold) {
      name[at] = 1;
      found = true;
      if (attribute.word(attributes[at]!) === 0 && tokens.to[at]! - tokens.from[at]! > 2)
        repeatable.add(tokens.hash[at]!);
    } else if (score > doubtful) unsure = true;
  }
  if (!found) return unsure ? { names: [], unsure } : nothing;
  for (let at = 1; at < tokens.count; at++) if (name[at] === 0 && isRestOfName(annotated, at, at - 1)) name[at] = 1;
  for (let at = tokens.count - 2; at >= 0; at--)
    if (name[at] === 0 && isRestOfName(annotated, at, at + 1)) name[at] = 1;
  const names: { start: number; end: number; score: number }[] = [];
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.shape[at]! >= shape.number) continue;
    // Whoever is a person once in a text is one throughout.
    if (name[at] === 0 && !repeatable.has(tokens.hash[at]!) && !isInitialBetween(annotated, at)) continue;
    const last = names.at(-1);
    const joins = last && at > 0 && last.end === tokens.end[at - 1]! && holdsTogether(annotated, at);
    if (joins) last.end = tokens.end[at]!;
    else names.push({ start: tokens.start[at]!, end: tokens.end[at]!, score: 0.7 });
  }
  return { names, unsure };
};
