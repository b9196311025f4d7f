import type { Postcode } from '../../locale.ts';
import { placeNames } from '../../placeNames.ts';

/** Large cities (INSEE, populations légales). */
const places =
  placeNames(`paris marseille lyon toulouse nice nantes montpellier strasbourg bordeaux lille rennes reims toulon saint_etienne le_havre grenoble dijon
   angers villeurbanne nimes clermont_ferrand aix_en_provence le_mans brest tours amiens limoges annecy perpignan metz besancon orleans
   rouen mulhouse caen nancy saint_denis argenteuil montreuil roubaix tourcoing avignon poitiers nanterre creteil versailles pau
   la_rochelle calais cannes antibes beziers colmar bayonne vannes lorient quimper chambery valence troyes`);

/** Code postal (La Poste, NF Z10-011): five digits before or behind a place. */
export const codePostal: Postcode = {
  shape: /(?<![\p{L}\p{N}$£€₹#.:/-])(?<!\d,)(?:0[1-9]|[1-8]\d|9[0-58])\d{3}(?![\p{L}\p{N}%-]|[.,:/]\d)/gu,
  mixed: false,
  run: 5,
  behindPlace: places,
  beforePlace: places,
  after: /^,?\s{1,2}saint[-\s]\p{L}{3}/iu,
};
