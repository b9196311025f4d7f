import type { LocaleExamples } from '../localeExamples.ts';

export const examples: LocaleExamples = {
  phone: [
    ['514-555-0199', '[PHONE]'],
    ['+1 (604) 555 0143', '[PHONE]'],
  ],
  postcode: [
    ['k1a 0b1', '[ZIP]'],
    ['V6B2W9', '[ZIP]'],
  ],
  address: [
    ['1234 main st w', '[ADDRESS]'],
    ['unit 5, 88 maple cres', '[ADDRESS]'],
  ],
  nationalId: [
    ['sin 046 454 286', 'sin [NATIONAL_ID]'],
    ['046-454-286', '[NATIONAL_ID]'],
    ['ohip 1234-567-890-ab', 'ohip [NATIONAL_ID]'],
  ],
  stays: ['kids help phone 1-800-668-6868', '046 454 287', 'i scored 3-2'],
};
