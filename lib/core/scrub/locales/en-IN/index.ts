import type { Locale } from '../../locale.ts';
import { englishAddress } from '../en-US/address.ts';
import { aadhaar } from './aadhaar.ts';
import { indianAddress } from './address.ts';
import { ifsc, upi } from './ifsc.ts';
import { pan } from './pan.ts';
import { pinCode } from './pinCode.ts';

/** Department of Telecommunications, National Numbering Plan: mobile numbers, and landlines with their trunk prefix. */
const phones = ['0?[6-9]\\d{9}', '910?[1-9]\\d{9}', '0[1-8]\\d{9}'];

/** KIRAN, iCall, Vandrevala Foundation, AASRA, Tele MANAS, Sneha. */
const crisisLines = [
  '18005990019',
  '9152987821',
  '18602662345',
  '9999666555',
  '9820466726',
  '02227546669',
  '18008914416',
  '04424640050',
];

export const enIN: Locale = {
  tag: 'en-IN',
  country: 'IN',
  language: 'en',
  phones,
  publicNumbers: crisisLines,
  nationalIds: [...aadhaar, pan],
  bankFormats: [ifsc, upi],
  postcodes: [pinCode],
  addresses: [englishAddress, indianAddress],
};
