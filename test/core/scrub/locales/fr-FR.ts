import type { LocaleExamples } from '../localeExamples.ts';

export const examples: LocaleExamples = {
  phone: [
    ['06 12 34 56 78', '[PHONE]'],
    ['06.12.34.56.78', '[PHONE]'],
    ['zéro six douze trente-quatre cinquante-six soixante-dix-huit', '[PHONE]'],
  ],
  postcode: [
    ['75011 paris', '[ZIP] paris'],
    ['code postal 69003', 'code postal [ZIP]'],
  ],
  address: [
    ["j'habite 14 rue des lilas à lyon", "j'habite [ADDRESS] à lyon"],
    ['3 bis avenue jean jaurès', '[ADDRESS]'],
    ['12 boulevard de la liberté, 59000 lille', '[ADDRESS]'],
  ],
  nationalId: [
    ['2 55 08 14 168 025 38', '[NATIONAL_ID]'],
    ['255081416802538', '[NATIONAL_ID]'],
  ],
  stays: ['le 3114 est gratuit', 'sos amitié 09 72 39 40 50', '3 cours de maths', 'à 5 minutes de la place'],
};
