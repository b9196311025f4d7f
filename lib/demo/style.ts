import type { Random } from './random.ts';

const emoji = ['😔', '😭', '💙', '🙃', '😞', '🥺', '💔', '🫠'];

/** Two letters of a longer word swapped: what thumbs do. Slots are left alone. */
const withTypo = (r: Random, text: string): string => {
  const words = text.split(' ');
  const at = r.int(0, words.length - 1);
  const word = words[at]!;
  if (!/^[a-z]{4,}$/.test(word)) return text;
  const i = r.int(1, word.length - 3);
  words[at] = word.slice(0, i) + word[i + 1] + word[i] + word.slice(i + 2);
  return words.join(' ');
};

/** A texter's line as it leaves the thumbs: a typo here, dots or an emoji there. */
export const texted = (r: Random, line: string): string => {
  const typed = r.chance(0.12) ? withTypo(r, line) : line;
  const end = r.unit();
  if (end < 0.06) return `${typed} ${r.pick(emoji)}`;
  return end < 0.14 ? `${typed}...` : typed;
};
