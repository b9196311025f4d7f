import type { Locale } from '../../locale.ts';
import { englishAddress } from '../en-US/address.ts';
import { bsb } from './bsb.ts';
import { medicare } from './medicare.ts';
import { postcode, sydneyPostcode } from './postcode.ts';
import { taxFile } from './taxFile.ts';

/** ACMA, Telecommunications Numbering Plan: geographic, mobile, and numbers that charge a local call or none. */
const phones = ['0[23478]\\d{8}', '016\\d{5,7}', '014\\d{7}', '610?[23478]\\d{8}', '1[389]0\\d{7}'];

/** Kids Helpline, 1800RESPECT, Beyond Blue, MensLine, Suicide Call Back, QLife; Lifeline's 13 11 14 is too short to be found. */
const crisisLines = ['1800551800', '1800737732', '1300224636', '1300789978', '1300659467', '1800184527'];

export const enAU: Locale = {
  tag: 'en-AU',
  country: 'AU',
  language: 'en',
  phones,
  publicNumbers: crisisLines,
  nationalIds: [taxFile, ...medicare],
  bankFormats: [bsb],
  postcodes: [postcode, sydneyPostcode],
  addresses: [englishAddress],
};
