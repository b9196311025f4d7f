import type { Finding } from '../finding.ts';
import { tag } from '../names/tagger.ts';

/** Names of people, by a tagger: dictionaries, the words around, and how a word is spelled. */
export const people = (text: string): { readonly findings: readonly Finding[]; readonly unsure: boolean } => {
  const { names, unsure } = tag(text);
  return { findings: names.map(({ start, end, score }) => ({ start, end, label: 'PERSON', score })), unsure };
};
