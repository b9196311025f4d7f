import type { Finding } from '../finding.ts';
import { tag } from '../names/tagger.ts';

const part = /[\p{L}\p{N}_]/u;
const longestHandle = 40;

/** Where a name is part of a handle (`ros.knits87`, `jdub_4200`): all of it. Undefined where it stands for itself. */
const handleAround = (text: string, start: number, end: number): { start: number; end: number } | undefined => {
  const inside = (at: number, step: number): boolean => {
    const unit = text[at];
    return (
      unit !== undefined && unit !== ' ' && (part.test(unit) || (unit === '.' && part.test(text[at + step] ?? ' ')))
    );
  };
  let [from, to] = [start, end];
  while (start - from < longestHandle && inside(from - 1, -1)) from--;
  while (to - end < longestHandle && inside(to, 1)) to++;
  if (from === start && to === end) return undefined;
  while (text[from] === '_' || text[from] === '.') from++;
  while (text[to - 1] === '_' || text[to - 1] === '.') to--;
  // A full stop alone may end a sentence: `jess.she said`.
  return /[\d_]/.test(text.slice(from, start) + text.slice(end, to)) ? { start: from, end: to } : undefined;
};

/** Names of people, by a tagger: dictionaries, the words around, and how a word is spelled (docs/names.md; sources in NOTICE). */
export const people = (text: string): { readonly findings: readonly Finding[]; readonly unsure: boolean } => {
  const { names, unsure } = tag(text);
  const findings = names.map(({ start, end, score }): Finding => {
    const handle = handleAround(text, start, end);
    return handle ? { ...handle, label: 'USERNAME', score } : { start, end, label: 'PERSON', score };
  });
  return { findings, unsure };
};
