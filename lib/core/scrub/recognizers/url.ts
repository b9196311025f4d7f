import type { Recognizer } from '../finding.ts';
import { anyOf, onlyIf, pattern } from '../pattern.ts';

const endings =
  'com|org|net|edu|gov|mil|info|biz|io|app|dev|gg|tv|ly|xyz|co\\.uk|org\\.uk|ac\\.uk|gov\\.uk|nhs\\.uk|com\\.au|org\\.au|com\\.mx|co\\.in|gc\\.ca|ca|ie|fr|mx|es';

/** Punctuation that ends a sentence, not an address. */
const trimmed =
  (recognizer: Recognizer): Recognizer =>
  text =>
    recognizer(text).map(finding => {
      let { end } = finding;
      while (end > finding.start && /[.,;:!?)\]}'"…]/.test(text[end - 1]!)) end--;
      return { ...finding, end };
    });

/** Web addresses (RFC 3986): with a scheme, with www., or as a bare domain with a common ending. */
export const url = onlyIf(
  /[./]/,
  trimmed(
    anyOf(
      pattern('URL', 0.97, /\b(?:https?|ftp):\/\/[^\s<>"]+/giu),
      pattern('URL', 0.95, /\bwww\.[^\s<>"]+/giu),
      pattern(
        'URL',
        0.9,
        new RegExp(`(?<![\\w@.-])(?:[\\w-]{1,63}\\.){1,4}(?:${endings})(?![\\w-]|\\.[\\w])(?:/[^\\s<>"]*)?`, 'giu'),
      ),
    ),
  ),
);
