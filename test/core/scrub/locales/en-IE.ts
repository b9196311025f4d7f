import type { LocaleExamples } from '../localeExamples.ts';

export const examples: LocaleExamples = {
  phone: [
    ['087 123 4567', '[PHONE]'],
    ['ring 01 234 5678', 'ring [PHONE]'],
    ['+353 87 123 4567', '[PHONE]'],
  ],
  postcode: [
    ['eircode d02 af30', 'eircode [ZIP]'],
    ['T12X7Y8', '[ZIP]'],
  ],
  address: [
    ['apt 12, 7 abbey court', '[ADDRESS]'],
    ['8 dunmore lawn', '[ADDRESS]'],
  ],
  nationalId: [
    ['pps 1234567T', 'pps [NATIONAL_ID]'],
    ['1234567fa', '[NATIONAL_ID]'],
    ['the car is 191-D-12345', 'the car is [NATIONAL_ID]'],
  ],
  stays: ['text 50808 or ring 1800 247 247', 'w22 4ever', '1234567x'],
};
