import { verhoeff } from '../../digits.ts';
import type { NumberShape } from '../../numberShape.ts';

/** Twelve digits, the first not 0 or 1, with Verhoeff's check (Unique Identification Authority of India). */
export const isAadhaar = (digits: string): boolean => /^[2-9]\d{11}$/.test(digits) && verhoeff(digits);

const years = /^(?:(?:19|20)\d{2}){3}$/;

/** Aadhaar numbers: in fours even where a digit is mistyped, as long as they are no years. */
export const aadhaar: readonly NumberShape[] = [
  {
    label: 'NATIONAL_ID',
    score: 0.9,
    groups: [4, 4, 4],
    accept: digits => /^[2-9]/.test(digits) && !years.test(digits),
  },
  { label: 'NATIONAL_ID', score: 0.85, groups: [12], accept: isAadhaar },
];
