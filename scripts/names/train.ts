/** Trains the weights of the name tagger: logistic regression over hashed features, averaged, with its own history. */
import {
  type Annotated,
  annotate,
  emptyAnnotated,
  featuresOf,
  isCandidate,
  mostFeatures,
  weightBits,
} from '../../lib/core/scrub/names/features.ts';
import { Random } from './random.ts';
import type { Sentence } from './sentences.ts';

const size = 1 << weightBits;

/** How often a name is hidden from the lexicon, so that unknown ones are learned by what stands around them. */
const forgotten = { name: 0.15, other: 0.01 };

/** What a missed name weighs beside a word that is taken for one. */
const missing = 1.12;

const goldOf = ({ tokens }: Annotated, { names }: Sentence): Uint8Array => {
  const gold = new Uint8Array(tokens.count);
  let at = 0;
  for (const [start, end] of names) {
    while (at < tokens.count && tokens.end[at]! <= start) at++;
    for (; at < tokens.count && tokens.start[at]! < end; at++) gold[at] = 1;
  }
  return gold;
};

export interface Options {
  readonly epochs: number;
  readonly seed: number;
  readonly log: (line: string) => void;
  /** How far a step goes, and how much of a weight is lost with each. */
  readonly rate?: number;
  readonly decay?: number;
}

export interface Trained {
  readonly weights: Int8Array;
  /** A sum of weights above this is a name. */
  readonly scale: number;
}

export const trained = (
  sentences: (random: Random) => Iterable<Sentence>,
  { epochs, seed, log, rate = 0.08, decay = 1e-5 }: Options,
): Trained => {
  const weights = new Float32Array(size);
  const sums = new Float64Array(size);
  const squares = new Float32Array(size);
  const annotated = emptyAnnotated();
  const features = new Uint32Array(mostFeatures);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const random = new Random(seed + epoch);
    let loss = 0;
    let seen = 0;
    let missed = 0;
    let positives = 0;
    let wrong = 0;
    for (const sentence of sentences(random)) {
      annotate(sentence.text, annotated);
      const gold = goldOf(annotated, sentence);
      annotate(sentence.text, annotated, at => random.chance(gold[at] ? forgotten.name : forgotten.other));
      for (let at = 0; at < annotated.tokens.count; at++) {
        if (!isCandidate(annotated, at)) {
          annotated.name[at] = 0;
          if (gold[at]) missed++;
          continue;
        }
        const n = featuresOf(annotated, at, features);
        let score = 0;
        for (let i = 0; i < n; i++) score += weights[features[i]!]!;
        const probability = 1 / (1 + Math.exp(-score));
        const y = gold[at]!;
        loss -= Math.log(Math.max(1e-9, y ? probability : 1 - probability));
        seen++;
        positives += y;
        if (probability > 0.5 !== (y === 1)) wrong++;
        const gradient = (y - probability) * (y ? missing : 1);
        if (Math.abs(gradient) > 0.01) {
          for (let i = 0; i < n; i++) {
            const f = features[i]!;
            // Adagrad (Duchi, Hazan, Singer 2011): rare features move further.
            squares[f]! += gradient * gradient;
            weights[f]! += (rate * gradient) / Math.sqrt(0.3 + squares[f]!) - decay * weights[f]!;
          }
        }
        annotated.name[at] = random.chance(0.8) ? y : probability > 0.5 ? 1 : 0;
      }
    }
    if (epoch > 0 || epochs === 1) for (let i = 0; i < size; i++) sums[i]! += weights[i]!;
    log(
      `epoch ${epoch + 1}: loss ${(loss / seen).toFixed(4)}, wrong ${((100 * wrong) / seen).toFixed(2)} % of ${seen}, ${positives} in names, ${missed} not looked at`,
    );
  }
  const rounds = Math.max(1, epochs - 1);
  let largest = 0;
  for (let i = 0; i < size; i++) {
    sums[i]! /= rounds;
    largest = Math.max(largest, Math.abs(sums[i]!));
  }
  // Few weights are large: they may be cut, so that the many small ones keep their differences.
  const scale = 127 / Math.min(largest, 3.2);
  const rounded = Int8Array.from(sums, w => Math.max(-127, Math.min(127, Math.round(w * scale))));
  return { weights: rounded, scale };
};
