import type { Locale } from '../../locale.ts';
import { englishAddress, gridAddress } from './address.ts';
import { medicare } from './medicare.ts';
import { socialSecurity } from './socialSecurity.ts';
import { zipCode, zipPlusFour } from './zipCode.ts';

/** North American Numbering Plan (NANPA): ten digits, perhaps 1 before them. */
export const northAmerica = ['1?[2-9]\\d{9}'];

/** 988 Lifeline (and its former number), Trevor Project, Trans Lifeline, RAINN, NDVH, SAMHSA, Childhelp, Veterans, NEDA, Boys Town. */
const crisisLines = [
  '8002738255',
  '8004887386',
  '8664887386',
  '8775658860',
  '8006564673',
  '8007997233',
  '8006624357',
  '8004224453',
  '8009312237',
  '8004483000',
  '8008843000',
  '8002221222',
  '8006253000',
  '8885032243',
  '8885032250',
];

export const enUS: Locale = {
  tag: 'en-US',
  country: 'US',
  language: 'en',
  phones: northAmerica,
  publicNumbers: crisisLines,
  nationalIds: [socialSecurity, medicare],
  bankFormats: [],
  postcodes: [zipCode, zipPlusFour],
  addresses: [englishAddress, gridAddress],
};
