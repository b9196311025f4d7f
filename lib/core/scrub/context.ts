/** Stands where something was found already. What a recognizer makes of a text must not depend on how long that was. */
const mask = '\uE000';

/** The text before an offset, at most `length` characters, up to what was found already. */
export const before = (text: string, at: number, length: number): string => {
  const slice = text.slice(Math.max(0, at - length), at);
  return slice.slice(slice.lastIndexOf(mask) + 1);
};

/** The text from an offset on, at most `length` characters, up to what was found already. */
export const after = (text: string, at: number, length: number): string => {
  const slice = text.slice(at, at + length);
  const end = slice.indexOf(mask);
  return end < 0 ? slice : slice.slice(0, end);
};
