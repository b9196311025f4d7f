const beyondAscii = /[\u0080-\uffff]/;
const plain = (name: string): string => {
  const lower = name.toLowerCase();
  return beyondAscii.test(lower) ? lower.normalize('NFD').replaceAll(/\p{M}/gu, '') : lower;
};

/** Names of places, from words parted by white space; `_` stands for a space within one. Case and accents do not matter. */
export const placeNames = (list: string): ReadonlySet<string> =>
  new Set(
    list
      .trim()
      .split(/\s+/)
      .map(name => plain(name).replaceAll(/[_-]/g, ' ')),
  );

const wordsOf = (text: string): readonly string[] => plain(text).match(/\p{L}{1,40}/gu) ?? [];
const longest = 3;

/** Nothing but one comma, bracket or hyphen between the name and the code. */
const gapBefore = /[\p{L}.]\s{0,2}[,(:–-]?\s{0,2}$/u;
const gapAfter = /^\s{0,2}[,)–-]?\s{0,2}\p{L}/u;

/** Does one of these places stand right before what follows the text? */
export const endsWithPlace = (text: string, places: ReadonlySet<string>): boolean => {
  if (!gapBefore.test(text)) return false;
  const last = wordsOf(text.slice(-60)).slice(-longest);
  return last.some((_, i) => places.has(last.slice(i).join(' ')));
};

/** Does the text begin with one of these places? */
export const startsWithPlace = (text: string, places: ReadonlySet<string>): boolean => {
  if (!gapAfter.test(text)) return false;
  const first = wordsOf(text.slice(0, 60)).slice(0, longest);
  return first.some((_, i) => places.has(first.slice(0, i + 1).join(' ')));
};
