/** Scores a scrubber against annotated texts, as a set's gold spans say. Offsets of sets are Unicode code points. */
import { readFileSync } from 'node:fs';

export interface Span {
  readonly start: number;
  readonly end: number;
  readonly label?: string;
}

export interface Sample {
  readonly text: string;
  readonly spans: readonly Required<Span>[];
  readonly locale?: string;
  readonly source?: string;
}

export interface LabelScore {
  /** Gold spans, and the letters and digits in them. */
  readonly n: number;
  readonly characters: number;
  /** Letters and digits of gold spans that nothing covers. */
  readonly leaked: number;
  /** Gold spans that are covered whole. */
  readonly whole: number;
  /** Predicted spans of the label, and how many of them touch any gold span. */
  readonly predicted: number;
  readonly right: number;
}

export interface Score {
  readonly texts: number;
  readonly labels: ReadonlyMap<string, LabelScore>;
  /** Characters outside gold, and those of them that were redacted. */
  readonly others: number;
  readonly redacted: number;
  /** Texts without any gold span, and how many of them were touched. */
  readonly clean: number;
  readonly touched: number;
}

/** Lines of a set: `{"text","spans":[{start,end,label}]}`. */
export const readSet = (path: string): Sample[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Sample);

const zero = (): { -readonly [K in keyof LabelScore]: number } => ({
  n: 0,
  characters: 0,
  leaked: 0,
  whole: 0,
  predicted: 0,
  right: 0,
});

/** IGNORE counts neither as missed nor as wrong. */
export const score = (samples: readonly Sample[], predictions: readonly (readonly Span[])[]): Score => {
  const labels = new Map<string, ReturnType<typeof zero>>();
  const of = (label: string): ReturnType<typeof zero> => {
    const known = labels.get(label) ?? zero();
    labels.set(label, known);
    return known;
  };
  let [others, redacted, clean, touched] = [0, 0, 0, 0];
  for (const [i, { text, spans }] of samples.entries()) {
    const points = [...text];
    const covered = new Uint8Array(points.length);
    const gold = new Uint8Array(points.length);
    for (const { start, end } of predictions[i]!) covered.fill(1, start, end);
    for (const { start, end } of spans) gold.fill(1, start, end);
    for (const { start, end, label } of spans) {
      if (label === 'IGNORE') continue;
      const counts = of(label);
      let leaked = 0;
      for (let at = start; at < end; at++) {
        if (!/[\p{L}\p{N}]/u.test(points[at]!)) continue;
        counts.characters++;
        if (!covered[at]) leaked++;
      }
      counts.n++;
      counts.leaked += leaked;
      if (leaked === 0) counts.whole++;
    }
    for (const { start, end, label } of predictions[i]!) {
      const counts = of(label ?? 'PERSON');
      counts.predicted++;
      if (gold.subarray(start, end).some(Boolean)) counts.right++;
    }
    let wrong = 0;
    for (let at = 0; at < points.length; at++) {
      if (gold[at]) continue;
      others++;
      if (covered[at]) wrong++;
    }
    redacted += wrong;
    if (spans.length === 0) {
      clean++;
      if (wrong > 0) touched++;
    }
  }
  return { texts: samples.length, labels, others, redacted, clean, touched };
};
