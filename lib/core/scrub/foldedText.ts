/** A text as recognizers read it, and where each of its characters stands in the original. */
export interface FoldedText {
  readonly view: string;
  /** From offsets in the view to offsets in the original: `[start, end)` of a finding. */
  readonly original: (start: number, end: number) => readonly [number, number];
}

const unusual =
  /[\u00a0\u00ad\u0660-\u0669\u06f0-\u06f9\u2007\u200b-\u200f\u2010-\u2015\u202f\u2060\u2212\ufe58\ufe63\ufeff\uff01-\uff5e]/;
/** Characters without width: they part what people read as one. */
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/;

const plain = (character: string): string => {
  const code = character.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code >= 0x0660 && code <= 0x0669) return String(code - 0x0660);
  if (code >= 0x06f0 && code <= 0x06f9) return String(code - 0x06f0);
  if (code === 0x00a0 || code === 0x2007 || code === 0x202f) return ' ';
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0xfe58 || code === 0xfe63) return '-';
  return character;
};

/**
 * Digits of other scripts and widths, odd hyphens and spaces as plain ones; characters without width left out. Nobody
 * types a number that way by accident, but keyboards and word processors do.
 */
export const foldedText = (text: string): FoldedText => {
  if (!unusual.test(text)) return { view: text, original: (start, end) => [start, end] };
  let view = '';
  const offsets: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (invisible.test(character)) continue;
    offsets.push(i);
    view += plain(character);
  }
  return { view, original: (start, end) => [offsets[start]!, offsets[end - 1]! + 1] };
};
