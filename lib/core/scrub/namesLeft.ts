import type { Finding } from './finding.ts';

/** A capitalised word within a sentence. */
const capitalised = /(?<=[\p{L}\p{N},;] )\p{Lu}\p{Ll}/gu;

/** Whether a word that is written like a name is in no finding. The findings must be in order. */
export const namesLeft = (text: string, findings: readonly Finding[]): boolean => {
  let next = 0;
  for (const { index } of text.matchAll(capitalised)) {
    while (next < findings.length && findings[next]!.end <= index) next++;
    const finding = findings[next];
    if (!finding || finding.start > index) return true;
  }
  return false;
};
