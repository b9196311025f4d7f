import type { LocaleExamples } from '../localeExamples.ts';

export const examples: LocaleExamples = {
  phone: [
    ['ring 07700 900123 x', 'ring [PHONE] x'],
    ['0 7 7 0 0 9 0 0 1 2 3', '[PHONE]'],
    ['(020) 7946 0958', '[PHONE]'],
    ['+44 (0)161 496 0000', '[PHONE]'],
  ],
  postcode: [
    ['im in m14 5tp', 'im in [ZIP]'],
    ['SW1A1AA', '[ZIP]'],
    ['EC1a 1bB', '[ZIP]'],
  ],
  address: [
    ['flat 3, 14 rosemary gardens', '[ADDRESS]'],
    ['24 the grove, leeds ls6 2ab', '[ADDRESS]'],
    ['221b high st', '[ADDRESS]'],
  ],
  nationalId: [
    ['AB 12 34 56 C', '[NATIONAL_ID]'],
    ['ni number qq123456c', 'ni number [NATIONAL_ID]'],
    ['nhs 943 476 5919', 'nhs [NATIONAL_ID]'],
    ['MORGA 753116 SM9IJ', '[NATIONAL_ID]'],
  ],
  stays: ['samaritans on 116 123, childline 0800 1111', 'gr8 2be here m8, b4 9am', 'i did 3 a levels'],
};
