import type { Locale } from '../../locale.ts';
import { spanishAddress } from './address.ts';
import { clabe } from './clabe.ts';
import { codigoPostal } from './codigoPostal.ts';
import { curp } from './curp.ts';
import { rfc } from './rfc.ts';
import { socialSecurity } from './socialSecurity.ts';

/** Instituto Federal de Telecomunicaciones, Plan Técnico Fundamental de Numeración; 01, 044 and 045 are out of use, not of habit. */
const phones = ['(?:01|044|045)?[2-9]\\d{9}', '521?[2-9]\\d{9}'];

/** Línea de la Vida, SAPTEL, Consejo Ciudadano. */
const crisisLines = ['8009112000', '5552598121', '8004727835', '5555335533'];

export const esMX: Locale = {
  tag: 'es-MX',
  country: 'MX',
  language: 'es',
  phones,
  publicNumbers: crisisLines,
  nationalIds: [curp, rfc, ...socialSecurity],
  bankFormats: clabe,
  postcodes: [codigoPostal],
  addresses: [spanishAddress],
};
