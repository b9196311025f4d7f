import { after } from '../context.ts';
import { type Detector, detector } from '../detector.ts';
import type { Recognizer } from '../finding.ts';
import { anyOf, oneOf, pattern } from '../pattern.ts';

const endings = oneOf(
  `com org net edu gov mil info biz io app dev gg tv ly xyz co me online site blog live club co\\.uk org\\.uk ac\\.uk gov\\.uk
   nhs\\.uk com\\.au org\\.au edu\\.au gov\\.au net\\.au com\\.mx gob\\.mx org\\.mx co\\.in org\\.in gov\\.in gc\\.ca qc\\.ca gouv\\.fr ca ie fr mx es eu de example`,
);

/** Punctuation that ends a sentence, not an address. */
const trimmed =
  (recognizer: Recognizer): Recognizer =>
  text =>
    recognizer(text).map(finding => {
      let { end } = finding;
      while (end > finding.start && /[.,;:!?)\]}'"…*]/.test(text[end - 1]!)) end--;
      return { ...finding, end };
    });

/** What follows a full stop without a space reads as an ending too: `im sad.ca va pas`, `tell him.me too`. */
const sentence = /\.(?:ca|es|me|de|co|live|online|eu|site|club)$/i;
const startsSentence = /^(?:\s{1,2}\p{Ll}|['’])/u;

const bare = pattern(
  'URL',
  0.9,
  new RegExp(
    `(?<![\\w@.-])(?:[\\w-]{1,63}\\.){1,4}${endings}(?![\\w-]|\\.\\w)(?:/[^\\s<>"\uE000\uE001]{0,2000})?`,
    'giu',
  ),
  (found, match) => !(sentence.test(found) && startsSentence.test(after(match.input, match.index + found.length, 3))),
);

/** A domain whatever its ending, when a path follows: `bit.ly/x`, `youtu.be/x`, `linktr.ee/x`. */
const withPath = pattern(
  'URL',
  0.9,
  /(?<![\w@.-])(?:[a-z0-9][\w-]{0,62}\.){1,4}[a-z]{2,10}\/[\w@~?-][^\s<>"\uE000\uE001]{0,2000}/giu,
  found => /^[^/]*\.[a-z]{2,10}\//i.test(found) && !/^(?:and|or|he|she|w)\//i.test(found),
);

const dots: Recognizer = trimmed(
  anyOf(
    pattern('URL', 0.97, /(?<![a-z])(?:https?|ftp|hxxps?):\/\/[^\s<>"\uE000\uE001]{1,2000}/gi),
    pattern('URL', 0.95, /(?<![\w.])www\.[^\s<>"\uE000\uE001]{1,2000}/gi),
    bare,
    withPath,
  ),
);

/** `jessblog dot com` */
const spelled = pattern(
  'URL',
  0.85,
  /(?<![\w@.-])[a-z0-9][\w-]{1,62}\s{0,2}[[(]?(?:(?<=[\s[(])(?:dot|punto|point)(?=[\s\])]))[\])]?\s{0,2}(?:com|org|net|edu|co\s(?:dot\s)?uk|io)(?!\w)/gi,
);

/** Web addresses (RFC 3986): with a scheme, with www., or as a bare domain with a common ending. */
export const url: Detector = detector(
  ({ dot, slash, colon }, cued) => dot || cued || (slash && colon),
  (text, cued) => (cued ? [...dots(text), ...spelled(text)] : dots(text)),
  ['dot', 'punto', 'point'],
);
