import type { Locale } from '../../locale.ts';
import { englishAddress } from '../en-US/address.ts';
import { irishAddress } from './address.ts';
import { eircode } from './eircode.ts';
import { ppsNumber } from './ppsNumber.ts';
import { vehicle } from './vehicle.ts';

/** ComReg, National Numbering Conventions. */
const phones = ['0[1-9]\\d{7,8}', '3530?[1-9]\\d{6,8}'];

/** Pieta, Childline, Women's Aid, Aware. */
const crisisLines = ['1800247247', '1800666666', '1800341900', '1800804848'];

export const enIE: Locale = {
  tag: 'en-IE',
  country: 'IE',
  language: 'en',
  phones,
  publicNumbers: crisisLines,
  nationalIds: [ppsNumber, vehicle],
  bankFormats: [],
  postcodes: [eircode],
  addresses: [englishAddress, irishAddress],
};
