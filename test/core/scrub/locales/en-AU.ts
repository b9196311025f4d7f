import type { LocaleExamples } from '../localeExamples.ts';

export const examples: LocaleExamples = {
  phone: [
    ['0491 570 006', '[PHONE]'],
    ['(02) 5550 1234', '[PHONE]'],
    ['+61 491 570 006', '[PHONE]'],
  ],
  postcode: [
    ['melbourne 3000', 'melbourne [ZIP]'],
    ['nsw 2010', 'nsw [ZIP]'],
  ],
  address: [
    ['5/12 smith st', '[ADDRESS]'],
    ['12 george pde, fitzroy vic 3065', '[ADDRESS]'],
  ],
  nationalId: [
    ['tfn 123 456 782', 'tfn [NATIONAL_ID]'],
    ['medicare 2123 45670 1', 'medicare [NATIONAL_ID]'],
  ],
  stays: ['lifeline 13 11 14, kids helpline 1800 55 1800', '123 456 789', 'in melbourne 2019'],
};
