import type { Postcode } from '../../locale.ts';
import { placeNames } from '../../placeNames.ts';

/** Large cities and states (INEGI). */
const places =
  placeNames(`ciudad_de_mexico cdmx df mexico guadalajara gdl monterrey mty puebla tijuana leon juarez ciudad_juarez cd_juarez zapopan merida
   cancun queretaro chihuahua hermosillo saltillo aguascalientes morelia culiacan mexicali toluca acapulco torreon veracruz xalapa
   oaxaca tampico cuernavaca pachuca durango mazatlan ecatepec naucalpan tlalnepantla nezahualcoyotl neza tlaxcala colima tepic
   jalisco nuevo_leon edomex estado_de_mexico sonora sinaloa yucatan tabasco villahermosa chiapas tuxtla campeche coyoacan iztapalapa`);

/** Código postal (Correos de México, SEPOMEX): five digits beside a place. */
export const codigoPostal: Postcode = {
  shape: /(?<![\p{L}\p{N}$£€₹#.:/-])(?<!\d,)\d{5}(?![\p{L}\p{N}%-]|[.,:/]\d)/gu,
  mixed: false,
  run: 5,
  behindPlace: places,
  beforePlace: places,
  before: [/(?<!\p{L})(?:col|colonia)\.?\s(?:\p{L}{2,20},?\s){1,3}$/iu],
};
