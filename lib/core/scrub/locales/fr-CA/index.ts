import type { Locale } from '../../locale.ts';
import { enCA } from '../en-CA/index.ts';
import { frenchAddress } from '../fr-FR/address.ts';
import { healthInsurance } from './healthInsurance.ts';

/** Association québécoise de prévention du suicide, Tel-jeunes, SOS violence conjugale. */
const crisisLines = ['8662773553', '8002632266', '8003639010'];

/** The country of en-CA, the language of fr-FR. */
export const frCA: Locale = {
  ...enCA,
  tag: 'fr-CA',
  language: 'fr',
  publicNumbers: [...enCA.publicNumbers, ...crisisLines],
  nationalIds: [...enCA.nationalIds, healthInsurance],
  addresses: [...enCA.addresses, frenchAddress],
};
