import { type Detector, words } from '../detector.ts';
import { digitsOf } from '../digits.ts';
import type { Identifier } from '../locale.ts';
import { type NumberShape, shapedNumbers } from '../numberShape.ts';
import { anyOf, oneOf, pattern } from '../pattern.ts';

const kinds = oneOf(
  `ssn ss socials? social_security soc_sec sin(?=\\D{0,14}\\d(?:[\\s-]?\\d){8}(?!\\d)) social_insurance ni nino ni_number n\\.i\\. national_insurance nat_ins nhs chi ppsn? tfn tax_file
   medicare medicaid mbi ihi aadhaa?r adhaa?r aadhar_card uid uidai pan voter epic curp rfc nss imss ine ife
   passports? pasaporte passeport driv(?:er|ing|ers|er['’]s)_licen[cs]es? licen[cs]es? dln? dl licencia(?:_de_(?:conducir|manejo))? permiso_de_conducir
   permis(?:_de_conduire)? tax_id itin ein s[eé]cu nir num[eé]ro_de_s[eé]cu(?:rit[eé]_sociale)? s[eé]curit[eé]_sociale nas
   ramq ohip phn health_card carte_vitale carte_soleil (?:member|patient|student|employee|client|badge|case|national|health|state|user)_id(?:entity)?
   (?:patient|student|employee|case|client|claim|policy|hospital|badge)_(?:number|no|num) mrn id_card id(?=\\s{0,2}(?:is|:|#|=|number|num|no\\b)) dni cni carte_d['’]identit[eé] seguro_social identity_card`,
);

/** A cue, and something with digits after it that is long enough to be an identifier. */
const cued = pattern(
  'NATIONAL_ID',
  0.88,
  new RegExp(
    `(?<![\\p{L}\\p{N}])${kinds}(?!\\p{L})(?:\\s{0,2}(?:number|num|no|nr|card|id|code|#|n[uú]mero|num[eé]ro|n[o°]))?\\.?\\s{0,2}(?:(?:is|was|its|it['’]s|es|est|c['’]est|:|#|=|-)\\s{0,2}){0,2}(?<it>[a-z]{0,5}[ -]?\\d(?:[ ./-]{0,2}\\d|[a-z](?![a-z]{4})){4,19})(?!\\d)`,
    'giu',
  ),
  found => digitsOf(found).length >= 5,
);

/** `my drivers license got suspended its D4417-2098-6135`: some words between, and a number too long for anything else. */
const farFromCue = pattern(
  'NATIONAL_ID',
  0.8,
  /(?<!\p{L})(?:licen[cs]es?|passports?|licencia|pasaporte|permis|passeport)(?:\s{1,2}[\p{L}'’]{1,12}){1,5}\s{1,2}(?<it>[a-z]{0,3}\d[a-z\d]{2,17}(?:-[a-z\d]{2,6}){0,3})(?![\p{L}\p{N}-])/giu,
  found => digitsOf(found).length >= 7,
);

/** License plates stand behind a word only: anything else would take the 3pm of a text for one. */
const plate = pattern(
  'NATIONAL_ID',
  0.8,
  /(?<!\p{L})(?:plates?|licen[cs]e\splate|number\splate|placas?|plaque|immatricul\p{L}{1,6}|registration|reg)(?!\p{L})(?:\s{1,2}(?:number|no|num))?(?:\s{1,2}(?:is|was|are|es|son|est))?\s{0,2}[:#=-]?\s{0,2}(?<it>(?=[a-z0-9]{0,4}[ -]?[a-z]{0,3}\d)[a-z0-9]{1,4}[ -]?[a-z0-9]{2,4}(?:[ -]?[a-z0-9]{2,3})?)(?![\p{L}\p{N}])/giu,
  found =>
    /[a-z]/i.test(found) && digitsOf(found).length >= 2 && !/^(?:at|on|by|in|for|to|from|is|the|and)\b/i.test(found),
);

const behindCue = anyOf(cued, farFromCue, plate);

/** National and similar identifiers as the locales know them (the offices that give them out are named there), and any behind a cue. */
export const nationalId = (formats: readonly (NumberShape | Identifier)[]): Detector => {
  const shapes = shapedNumbers(formats.filter(format => 'groups' in format));
  const identifiers = formats.filter(format => 'find' in format);
  const fewest = Math.min(5, ...identifiers.map(({ digits }) => digits));
  return {
    cues: words(
      `ssn ss social socials soc sin ni nino national nat nhs chi pps ppsn tfn tax medicare medicaid mbi ihi aadhar aadhaar adhaar adhar uid
       uidai pan voter epic curp rfc nss imss ine ife passport passports pasaporte passeport driver drivers driving licence license licenses
       licences dl dln licencia permiso permis itin ein sécu secu nir numéro numero sécurité securite nas ramq ohip phn health carte
       member patient student employee client badge case state user claim policy hospital mrn id(?=\\s{0,2}(?:is|:|#|=|number|num|no\\b)) dni cni seguro identity
       plate plates placa placas plaque immatriculation immatriculée registration reg`,
    ),
    worth: ({ digits, mixed }, cue) => digits >= 2 && (cue || digits >= 5 || (mixed && digits >= fewest)),
    find: (text, numbers, { digits }, cue) => [
      ...shapes(text, numbers),
      ...identifiers.filter(one => digits >= one.digits).flatMap(({ find }) => find(text)),
      ...(cue ? behindCue(text) : []),
    ],
  };
};
