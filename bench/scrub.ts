/**
 * How fast the scrubber is and how well it does.
 * Usage: node bench/scrub.ts [SET.jsonl [--locales en-US,es-US] [--predictions OUT.jsonl]]
 *
 * A set has one {"text","spans":[{start,end,label}]} a line, offsets in code points. Printed by label: `leak`, the share of
 * identifying letters and digits left in clear; `over`, the share of all other characters that were redacted.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { codePointSpans } from '../lib/core/scrub/codePoints.ts';
import { scrubber } from '../lib/core/scrub/scrubber.ts';
import { generate } from '../lib/demo/generate.ts';

interface Sample {
  readonly text: string;
  readonly spans: readonly { readonly start: number; readonly end: number; readonly label: string }[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { locales: { type: 'string', default: 'en-US,es-US' }, predictions: { type: 'string' } },
});
/** What other sets count and this scrubber leaves alone, by policy. */
const leftAlone = new Set(['DATE', 'AGE', 'ORG', 'LOCATION', 'LICENSE', 'IGNORE']);

const scrub = scrubber(values.locales.split(','));

/** Messages of the demo: about 60 characters each, every seventh with an identifier. */
const demoTexts = (): string[] => {
  const texts: string[] = [];
  for (const file of generate({ seed: 1, messages: 5000, now: new Date(0) })) {
    if (!/\/message\/.*\.jsonl$/.test(file.key)) continue;
    for (const line of Buffer.concat([...file.chunks])
      .toString()
      .split('\n')) {
      const said = /"message":("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
      if (said) texts.push(JSON.parse(said) as string);
    }
  }
  return texts;
};

const [path] = positionals;
const samples: Sample[] = path
  ? readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Sample)
  : demoTexts().map(text => ({ text, spans: [] }));

const speed = (): number => {
  const began = performance.now();
  let texts = 0;
  while (performance.now() - began < 2000) {
    for (const { text } of samples) scrub(text);
    texts += samples.length;
  }
  return texts / ((performance.now() - began) / 1000);
};
speed();
const characters = samples.reduce((sum, { text }) => sum + text.length, 0) / samples.length;
console.log(
  `${Math.round(speed()).toLocaleString('en-US')} texts/s on one core, ${Math.round(characters)} characters each, Node ${process.versions.node}`,
);

if (path) {
  const byLabel = new Map<string, { n: number; characters: number; leaked: number }>();
  let redacted = 0;
  let others = 0;
  const predictions: string[] = [];
  for (const { text, spans } of samples) {
    const points = [...text];
    const found = codePointSpans(text, scrub(text).findings);
    predictions.push(JSON.stringify({ spans: found }));
    const covered = new Uint8Array(points.length);
    for (const { start, end } of found) covered.fill(1, start, end);
    const gold = new Uint8Array(points.length);
    for (const { start, end, label } of spans) {
      gold.fill(1, start, end);
      if (leftAlone.has(label)) continue;
      const counts = byLabel.get(label) ?? { n: 0, characters: 0, leaked: 0 };
      byLabel.set(label, counts);
      counts.n++;
      for (let i = start; i < end; i++) {
        if (!/[\p{L}\p{N}]/u.test(points[i]!)) continue;
        counts.characters++;
        if (!covered[i]) counts.leaked++;
      }
    }
    for (let i = 0; i < points.length; i++) {
      if (gold[i]) continue;
      others++;
      if (covered[i]) redacted++;
    }
  }
  for (const [label, { n, characters, leaked }] of [...byLabel].sort(([, a], [, b]) => b.n - a.n)) {
    console.log(`${label.padEnd(12)} n ${String(n).padStart(4)}  leak ${(leaked / characters).toFixed(3)}`);
  }
  console.log(`over ${(redacted / others).toFixed(4)}`);
  if (values.predictions) writeFileSync(values.predictions, `${predictions.join('\n')}\n`);
}
