import { numberStart, word } from '../../addressWords.ts';
import { words } from '../../detector.ts';
import type { AddressStyle } from '../../locale.ts';
import { anyOf, oneOf, pattern } from '../../pattern.ts';

/** Kinds of streets (La Poste, NF Z10-011; Commission de toponymie du Québec). */
const kinds =
  '(?:rue|r\\.|avenue|av\\.?|ave\\.?|boulevard|boul\\.?|bld\\.?|bvd\\.?|bd\\.?|place|pl\\.?|chemin|ch\\.?|chem\\.?|impasse|imp\\.?|all[eé]es?|quai|cours|route|rte\\.?|ruelle|mont[eé]e|square|passage|sentier|rang|c[oô]te|croissant|terrasse|cit[eé]|r[eé]sidence|lotissement|villa|esplanade|promenade|faubourg|hameau|lieu[-\\s]dit|voie|venelle|traverse)';
/** After the name of a street, words that begin something else. */
const stop = oneOf(
  `a à au aux et ou je j tu il elle on nous vous ils c ce ça ca cest c['’]est mais en pour dans avec sans où est suis es sont près pres depuis chez svp stp
   merci qui que quoi quand si mon ma mes ton ta tes son sa ses un une des y bonjour aide viens venez svp là la-bas car donc puis alors entre vers parce
   app appt apt appartement b[aâ]t b[aâ]timent [eé]tage porte escalier cp code plus demain hier après apres avant encore aujourd
   the and my to at in is i but please st str for with`,
);
const name = "\\p{L}[\\p{L}'’-]{0,24}";
const particle = "(?:(?:de|du|des|la|le|les|aux?|sur|en)\\s{1,2}|l['’]|d['’])";

const street = pattern(
  'ADDRESS',
  0.85,
  new RegExp(
    `${numberStart}\\d{1,5}(?:\\s?-\\s?\\d{1,5})?(?:\\s?(?:bis|ter|quater|[a-d](?!\\p{L})))?,?\\s{1,2}(?:de\\sla\\s)?${kinds}\\s{1,2}${particle}{0,3}(?:(?:st|ste)\\.\\s)?(?:(?!${stop}(?!\\p{L}))${name}|\\d{1,2}\\s(?!heures?)${name})(?:[\\s]${particle}{0,2}(?!${stop}(?!\\p{L}))${name}){0,2}(?:\\s(?:[eon]|est|ouest|nord|sud)(?!\\p{L}))?`,
    'giu',
  ),
  // `3 cours de maths`: where the kind is an ordinary word too, a capital must show what is meant.
  found => !/^\d{1,3}\s(?:cours|passage|voie|place|c[oô]te)\s/iu.test(found) || /\s\p{Lu}|\sl[ae]s?\s/u.test(found),
);

/** `appt 4, 12 les tilleuls` behind `j'habite` */
const livingAt = pattern(
  'ADDRESS',
  0.8,
  new RegExp(
    `(?<!\\p{L})(?:habite|habitons|loge|crèche|adresse(?:\\s(?:est|c['’]est))?)\\s{0,2}:?\\s{0,2}(?:(?:au|le|à)\\s)?(?<it>\\d{1,4}(?:\\s?(?:bis|ter))?,?\\s${particle}{0,2}${word})(?!\\p{L})`,
    'giu',
  ),
  found =>
    !/(?<!\p{L})(?:ans?|mois|jours?|heures?|minutes?|min|km|m[eè]tres?|semaines?|fois|personnes?|colocs?|enfants?|rues?|arr\p{L}{0,12}|pi[eè]ces?)(?!\p{L})/iu.test(
      found,
    ),
);

/** Post boxes: boîte postale, case postale. `bp 120` is a blood pressure. */
const box = pattern('ADDRESS', 0.85, /(?<!\p{L})(?:bo[iî]te\spostale|case\spostale)\s{1,2}\d{1,6}(?!\d)/giu);

export const frenchAddress: AddressStyle = {
  cues: words(
    `rue r avenue av ave boulevard boul bld bvd bd place pl chemin ch chem impasse imp allée allee allées allees quai cours route rte ruelle montée
     montee square passage sentier rang côte cote croissant terrasse cité cite résidence residence lotissement villa esplanade promenade
     faubourg hameau lieu voie venelle traverse habite habitons loge crèche adresse boîte boite case`,
  ),
  find: anyOf(street, livingAt, box),
};
