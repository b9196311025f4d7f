import type { LocaleExamples } from '../localeExamples.ts';

export const examples: LocaleExamples = {
  phone: [
    ['55 1234 5678', '[PHONE]'],
    ['+52 1 55 1234 5678', '[PHONE]'],
    [
      'cinco cinco uno dos tres cuatro cinco seis siete ocho no, cinco cinco uno dos',
      '[PHONE] no, cinco cinco uno dos',
    ],
  ],
  postcode: [
    ['cp 06600', 'cp [ZIP]'],
    ['guadalajara 44100', 'guadalajara [ZIP]'],
    ['06600 ciudad de méxico', '[ZIP] ciudad de méxico'],
  ],
  address: [
    ['calle hidalgo 33 int 4', '[ADDRESS]'],
    ['av. reforma 222, col. juárez, 06600', '[ADDRESS]'],
    ['vivo en morelos 45', 'vivo en [ADDRESS]'],
    ['mz 4 lt 12', '[ADDRESS]'],
    ['calle 5 de mayo 12', '[ADDRESS]'],
  ],
  nationalId: [
    ['curp GODE561231HDFRRN09', 'curp [NATIONAL_ID]'],
    ['gode561231gr8', '[NATIONAL_ID]'],
    ['nss 12-34-56-7890-3', 'nss [NATIONAL_ID]'],
  ],
  stays: ['linea de la vida 800 911 2000', 'camino a casa 5 minutos', 'hace 3 años', 'a 3 cuadras de la calle'],
};
