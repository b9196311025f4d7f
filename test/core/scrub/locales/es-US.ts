import type { LocaleExamples } from '../localeExamples.ts';

export const examples: LocaleExamples = {
  phone: [
    ['mi cel es 202 555 0143', 'mi cel es [PHONE]'],
    ['dos cero dos cinco cinco cinco cero uno cuatro tres', '[PHONE]'],
  ],
  postcode: [['vivo en houston tx 77002', 'vivo en houston tx [ZIP]']],
  address: [
    ['3456 calle ocho', '[ADDRESS]'],
    ['12 oak st apt 4b', '[ADDRESS]'],
  ],
  nationalId: [['mi seguro social es 219-09-9999', 'mi seguro social es [NATIONAL_ID]']],
  stays: ['manda hola al 741741', 'tengo 15 años', 'son 20 dolares'],
};
