import { eitherCase, houseNumber, numberStart, word } from '../../addressWords.ts';
import { wordsBefore } from '../../context.ts';
import { words } from '../../detector.ts';
import type { Recognizer } from '../../finding.ts';
import type { AddressStyle } from '../../locale.ts';
import { anyOf, pattern } from '../../pattern.ts';

/** Kinds of streets (INEGI, Norma técnica sobre domicilios geográficos). */
const kinds =
  '(?:calle|c\\/|avenida|av\\.?|avda\\.?|calz(?:ada)?\\.?|carretera|carr\\.?|camino|paseo|privada|priv\\.?|prol(?:ongaci[oó]n)?\\.?|callej[oó]n|boulevard|bulevar|blvd\\.?|blv\\.?|andador|cerrada|cda\\.?|circuito|eje|retorno|rinconada|perif[eé]rico|plaza|pasaje)';
const number =
  '(?:(?:#|n[uú]m(?:ero)?\\.?|no\\.?|n[°º])\\s{0,2})?\\d{1,5}(?:\\s?-?[a-z](?![\\p{L}\\d]))?(?:-\\d{1,4})?(?:\\s{1,2}(?:#|n[uú]m(?:ero)?\\.?|no\\.?)\\s{0,2}\\d{1,5}(?:-?[a-z](?![\\p{L}\\d]))?)?';
/** What is counted is no house's number. */
const noCount =
  '(?!\\d|[:.,]\\d|\\s{0,2}(?:minutos?|mins?|horas?|hrs?|km|kil[oó]metros|metros|cuadras?|veces|vez|a[nñ]os?|d[ií]as?|semanas?|meses|pesos|personas|de\\s(?:la\\s)?(?:ma[nñ]ana|tarde|noche|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)|am|pm|%)(?!\\p{L}))';
const notName =
  /(?<!\p{L})(?:a|al|que|por|como|casi|hace|con|son|tengo|fui|o|mi|tu|su|hay|m[aá]s|unos|unas|me|te|se|no|s[ií]|cuando|porque|pero|ya|muy|est[aá]|estoy|soy|es|un|una|desde|a las|vivo|vive|en)(?!\p{L})/iu;

const street = pattern(
  'ADDRESS',
  0.85,
  new RegExp(
    `(?<![\\p{L}\\p{N}])${kinds}\\s{0,2}(?<name>(?:(?<=\\s)(?:${word},?|\\d{1,3})\\s{1,2}){0,5}?)${number}${noCount}`,
    'giu',
  ),
  (found, match) => {
    const name = match.groups!['name']!;
    // `calle 60 num 455` is an address, `av 5` and `calle 5` are not yet.
    return name === '' ? /\d\D{2,9}\d/.test(found) : !notName.test(name);
  },
);

const hashNumber = pattern(
  'ADDRESS',
  0.8,
  /#\s?\d{1,5}[a-z]?(?=[\s,]{1,2}(?:int|interior|col|colonia|depto|dpto|piso|cp|c\.p|fracc|mz|lote|entre)(?!\p{L}))/giu,
);
/** `hidalgo #33 int 4`, `5 de mayo #12` */
const hash: Recognizer = text =>
  hashNumber(text).flatMap(finding => {
    const start = wordsBefore(text, finding.start, 4, one => /^de$/i.test(one) || !notName.test(one));
    return start < finding.start ? [{ ...finding, start }] : [];
  });

/** `manzana 4 lote 12` */
const plot = pattern(
  'ADDRESS',
  0.85,
  /(?<!\p{L})(?:manzana|mza?|smza?|sm)\.?\s{0,2}\d{1,4}[a-z]?,?\s{1,2}(?:lote|lt)\.?\s{0,2}\d{1,4}[a-z]?(?![\p{L}\d])/giu,
);

/** `vivo en hidalgo 33`: where somebody lives, the kind of street is left out. */
const livingAt = pattern(
  'ADDRESS',
  0.8,
  new RegExp(
    `(?<!\\p{L})(?:vivo|vive|vivimos|domicilio(?:\\ses)?|direcci[oó]n(?:\\ses)?|mi\\scasa\\sest[aá])\\s{0,2}:?\\s{0,2}(?:en\\s)?(?:(?:la|el)\\s)?(?<it>(?<name>${word}(?:\\s{1,2}${word}){0,3}?)\\s{1,2}${number})${noCount}`,
    'giu',
  ),
  (found, match) => !/\d{5}$/.test(found) && !notName.test(match.groups!['name']!),
);

/** `14 calle reforma`, as people write who live with English. */
const numberFirst = pattern(
  'ADDRESS',
  0.8,
  new RegExp(
    `${numberStart}${houseNumber}\\s{1,2}${eitherCase('calle avenida camino paseo via')}\\s{1,2}(?:(?:de|del|la|las|los|el)\\s){0,2}${word}(?:\\s\\p{Lu}[\\p{L}'’-]{1,24}){0,2}`,
    'gu',
  ),
);

export const spanishAddress: AddressStyle = {
  cues: words(
    `calle c avenida av avda calz calzada carretera carr camino paseo privada priv prol prolongación prolongacion callejón callejon boulevard
     bulevar blvd blv andador cerrada cda circuito eje retorno rinconada periférico periferico plaza pasaje int interior col colonia depto dpto
     fracc mz manzana mza lote lt vivo vive vivimos domicilio dirección direccion casa entre via`,
  ),
  find: anyOf(street, hash, plot, livingAt, numberFirst),
};
