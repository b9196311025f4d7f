import { onlyIf, pattern } from '../pattern.ts';

const months =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|f[eé]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[eé]cembre';
const year = "(?:,?\\s*(?:de\\s+|of\\s+)?(?:19|20)\\d{2}|,?\\s*['’]\\d{2})?";
const date = `(?:\\d{1,4}[-/. ]\\d{1,2}[-/. ]\\d{2,4}|(?:${months})\\.?\\s+\\d{1,2}(?:st|nd|rd|th)?\\b${year}|\\d{1,2}(?:st|nd|rd|th|er)?\\s+(?:of\\s+|de\\s+)?(?:${months})\\b\\.?${year}|(?:19|20)\\d{2})`;
const cues =
  'born|birth\\s?day|b-?day|birth\\s?date|date of birth|d\\.?o\\.?b|nac[ií]|nacid[oa]|nacimiento|cumplea[nñ]os|n[eé]e?\\s+le|naissance|anniversaire';

/** A date after a word for birth. Dates alone stay: `tonight` and `2 years` tell nobody apart. */
export const dateOfBirth = onlyIf(
  new RegExp(`(?:${cues})`, 'iu'),
  pattern(
    'DATE_OF_BIRTH',
    0.9,
    new RegExp(`(?<!\\p{L})(?:${cues})\\b[^\\d\\n]{0,24}?(?<it>${date})(?![\\p{L}\\p{N}])`, 'giu'),
  ),
);
