import type { LocaleExamples } from '../localeExamples.ts';

export const examples: LocaleExamples = {
  phone: [['appelle moi au 514 555 0199', 'appelle moi au [PHONE]']],
  postcode: [['h2x 1e1', '[ZIP]']],
  address: [
    ['1234 rue ste-catherine ouest', '[ADDRESS]'],
    ['4520 boul. saint-laurent app 3', '[ADDRESS]'],
  ],
  nationalId: [
    ['ramq ABCD 1234 5678', 'ramq [NATIONAL_ID]'],
    ['ABCD 1251 0178', '[NATIONAL_ID]'],
    ['nas 046 454 286', 'nas [NATIONAL_ID]'],
  ],
  stays: ['compose le 1-866-277-3553', "j'ai 15 ans", 'il est 10h30'],
};
