import type { Locale } from '../../locale.ts';
import { englishAddress } from '../en-US/address.ts';
import { accountNumber } from './accountNumber.ts';
import { driverNumber } from './driverNumber.ts';
import { nationalInsurance } from './nationalInsurance.ts';
import { nhsNumber } from './nhsNumber.ts';
import { postcode } from './postcode.ts';

/** Ofcom, National Telephone Numbering Plan. */
const phones = ['0[1-37-9]\\d{8,9}', '05[56]\\d{8}', '440?[1-37-9]\\d{8,9}'];

/** Samaritans (116 123 is too short to be found), Childline, National Suicide Prevention Helpline, Papyrus, National Domestic Abuse Helpline, Mind, CALM, Silver Line, Victim Support. */
const crisisLines = [
  '08001111',
  '08006895652',
  '8006895652',
  '8001111',
  '08000684141',
  '8000684141',
  '08082000247',
  '8082000247',
  '03001233393',
  '3001233393',
  '08005858585',
  '8005858585',
  '08004708090',
  '8004708090',
  '08081689111',
  '8081689111',
  '08088010800',
  '8088010800',
];

export const enGB: Locale = {
  tag: 'en-GB',
  country: 'GB',
  language: 'en',
  phones,
  publicNumbers: crisisLines,
  nationalIds: [nationalInsurance, nhsNumber, driverNumber],
  bankFormats: [accountNumber],
  postcodes: [postcode],
  addresses: [englishAddress],
};
