import type { Locale } from '../../locale.ts';
import { englishAddress, gridAddress } from '../en-US/address.ts';
import { northAmerica } from '../en-US/index.ts';
import { healthCard } from './healthCard.ts';
import { postalCode } from './postalCode.ts';
import { socialInsurance } from './socialInsurance.ts';
import { transit } from './transit.ts';

/** Kids Help Phone, Talk Suicide Canada, Hope for Wellness, Trans Lifeline. */
const crisisLines = ['8006686868', '8334564566', '8552423310', '8773306366'];

export const enCA: Locale = {
  tag: 'en-CA',
  country: 'CA',
  language: 'en',
  phones: northAmerica,
  publicNumbers: crisisLines,
  nationalIds: [socialInsurance, healthCard],
  bankFormats: transit,
  postcodes: [postalCode],
  addresses: [englishAddress, gridAddress],
};
