import type { Postcode } from '../../locale.ts';
import { oneOf } from '../../pattern.ts';

/** Large cities (INSEE, populations légales). */
const places = oneOf(
  `paris marseille lyon toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims toulon saint[-\\s][eé]tienne le_havre grenoble dijon
   angers villeurbanne n[iî]mes clermont[-\\s]ferrand aix[-\\s]en[-\\s]provence le_mans brest tours amiens limoges annecy perpignan metz besan[cç]on orl[eé]ans
   rouen mulhouse caen nancy saint[-\\s]denis argenteuil montreuil roubaix tourcoing avignon poitiers nanterre cr[eé]teil versailles pau
   la_rochelle calais cannes antibes b[eé]ziers colmar bayonne vannes lorient quimper chamb[eé]ry valence troyes`,
);

/** Code postal (La Poste, NF Z10-011): five digits before or behind a place. */
export const codePostal: Postcode = {
  shape: /(?<![\p{L}\p{N}$£€₹#.:/-])(?<!\d,)(?:0[1-9]|[1-8]\d|9[0-58])\d{3}(?![\p{L}\p{N}%-]|[.,:/]\d)/gu,
  mixed: false,
  before: [new RegExp(`(?<!\\p{L})${places}\\s{0,2}[,(]?\\s{0,2}$`, 'iu')],
  after: new RegExp(`^,?\\s{1,2}(?:${places}(?!\\p{L})|saint[-\\s]\\p{L}{3})`, 'iu'),
};
