/** A text after its length in bytes (D. J. Bernstein, netstrings, 1997): texts in a row stay apart, whatever they hold. */
export const netstring = (text: string): string => `${Buffer.byteLength(text)}:${text},`;
