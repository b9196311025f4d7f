import type { Locale } from '../../locale.ts';
import { frenchAddress } from './address.ts';
import { codePostal } from './codePostal.ts';
import { nir } from './nir.ts';
import { rib } from './rib.ts';

/** Arcep, Plan national de numérotation. */
const phones = ['0[1-9]\\d{8}', '330?[1-9]\\d{8}'];

/** SOS Amitié, Fil Santé Jeunes, Suicide Écoute; 3114 and 119 are too short to be found. */
const crisisLines = ['0972394050', '0800235236', '0145394000', '0800858858', '0805555555'];

export const frFR: Locale = {
  tag: 'fr-FR',
  country: 'FR',
  language: 'fr',
  phones,
  publicNumbers: crisisLines,
  nationalIds: [nir],
  bankFormats: [rib],
  postcodes: [codePostal],
  addresses: [frenchAddress],
};
