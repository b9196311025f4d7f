import { numberStart, word } from '../../addressWords.ts';
import { words } from '../../detector.ts';
import type { AddressStyle } from '../../locale.ts';
import { oneOf, pattern } from '../../pattern.ts';

/** First words of Irish names of streets and estates (An Coimisiún Logainmneacha, logainm.ie). */
const kinds =
  'gleann cois baile bóthar bothar páirc pairc cúirt cuirt radharc lios cluain sráid sraid ascaill cnoc ard tigh céide ceide';

/** `22 gleann na rí`: the kind comes first, and the name after it. */
export const irishAddress: AddressStyle = {
  cues: words(kinds),
  find: pattern(
    'ADDRESS',
    0.8,
    new RegExp(
      `${numberStart}\\d{1,4}[a-z]?,?\\s{1,2}${oneOf(kinds)}\\s(?:(?:na|an|mo|an\\s?t)\\s)?${word}(?:\\s(?:mór|mor|beag|nua)(?!\\p{L}))?`,
      'giu',
    ),
  ),
};
