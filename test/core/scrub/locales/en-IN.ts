import type { LocaleExamples } from '../localeExamples.ts';

export const examples: LocaleExamples = {
  phone: [
    ['98765 43210', '[PHONE]'],
    ['+91-98765-43210', '[PHONE]'],
    ['080 2345 6789', '[PHONE]'],
  ],
  postcode: [
    ['bangalore 560038', 'bangalore [ZIP]'],
    ['mumbai - 400 001', 'mumbai - [ZIP]'],
    ['pin 560038', 'pin [ZIP]'],
  ],
  address: [
    ['#12 3rd cross, indiranagar', '[ADDRESS]'],
    ['plot no 45, sector 12', '[ADDRESS]'],
    ['45 nehru nagar', '[ADDRESS]'],
    ['b-12 second floor, nehru nagar', '[ADDRESS]'],
    ['plot 45, road no 10, heron hills', '[ADDRESS]'],
    ['12 mg road, bengaluru 560038', '[ADDRESS]'],
  ],
  nationalId: [
    ['2345 6789 0123', '[NATIONAL_ID]'],
    ['pan abcpe1234f', 'pan [NATIONAL_ID]'],
  ],
  stays: ['icall is 9152987821', '2019 2020 2021', 'rs 500000 in all', 'my pin is 1234'],
};
