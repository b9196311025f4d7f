import type { Postcode } from '../../locale.ts';
import { oneOf } from '../../pattern.ts';

/** Large cities and states (INEGI). */
const places = oneOf(
  `ciudad_de_m[eé]xico cdmx df m[eé]xico guadalajara gdl monterrey mty puebla tijuana le[oó]n ju[aá]rez ciudad_ju[aá]rez cd\\.?_ju[aá]rez zapopan m[eé]rida
   canc[uú]n quer[eé]taro chihuahua hermosillo saltillo aguascalientes morelia culiac[aá]n mexicali toluca acapulco torre[oó]n veracruz xalapa
   oaxaca tampico cuernavaca pachuca durango mazatl[aá]n ecatepec naucalpan tlalnepantla nezahualc[oó]yotl neza tlaxcala colima tepic
   jalisco nuevo_le[oó]n edomex estado_de_m[eé]xico sonora sinaloa yucat[aá]n tabasco villahermosa chiapas tuxtla campeche coyoac[aá]n iztapalapa`,
);

/** Código postal (Correos de México, SEPOMEX): five digits beside a place. */
export const codigoPostal: Postcode = {
  shape: /(?<![\p{L}\p{N}$£€₹#.:/-])(?<!\d,)\d{5}(?![\p{L}\p{N}%-]|[.,:/]\d)/gu,
  mixed: false,
  before: [
    new RegExp(`(?<!\\p{L})${places}\\s{0,2}[.,]?\\s{1,2}$`, 'iu'),
    /(?<!\p{L})(?:col|colonia)\.?\s(?:\p{L}{2,20},?\s){1,3}$/iu,
  ],
  after: new RegExp(`^,?\\s{1,2}${places}(?!\\p{L})`, 'iu'),
};
