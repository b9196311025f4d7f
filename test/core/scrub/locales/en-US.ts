import type { LocaleExamples } from '../localeExamples.ts';

export const examples: LocaleExamples = {
  phone: [
    ['its 202-555-0143😭', 'its [PHONE]😭'],
    ['2 0 2 5 5 5 0 1 4 3', '[PHONE]'],
    ['(202)555-0143 pls', '[PHONE] pls'],
    ['call2025550143', 'call[PHONE]'],
  ],
  postcode: [
    ['houston tx 77002', 'houston tx [ZIP]'],
    ['zip is 90210', 'zip is [ZIP]'],
    ['im in seattle 98101', 'im in seattle [ZIP]'],
  ],
  address: [
    ['at 12 oak st apt 4b', 'at [ADDRESS]'],
    ['4521 county road 12 ok', '[ADDRESS] ok'],
    ['12 Oak Street\nSpringfield, IL 62704', '[ADDRESS]'],
    ['psc 12, box 345\napo ae 09012', '[ADDRESS]'],
  ],
  nationalId: [
    ['ssn 219-09-9999', 'ssn [NATIONAL_ID]'],
    ['itin 912-70-1234', 'itin [NATIONAL_ID]'],
    ['mbi 1EG4-TE5-MK73', 'mbi [NATIONAL_ID]'],
  ],
  stays: [
    'call 988 or 1-800-273-8255',
    'text HOME to 741741',
    'i owe 15000 and walked 10000 steps',
    '000-12-3456 is no ssn',
  ],
};
