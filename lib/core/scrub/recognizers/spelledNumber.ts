import { type Detector, words } from '../detector.ts';
import type { Finding } from '../finding.ts';
import { counts } from '../numbers.ts';

const units: Readonly<Record<string, string>> = {
  0: 'zero oh o nil nought naught cero zéro',
  1: 'one uno una un une',
  2: 'two dos deux',
  3: 'three tres trois',
  4: 'four cuatro quatre',
  5: 'five cinco cinq',
  6: 'six seis',
  7: 'seven siete sept',
  8: 'eight ocho huit',
  9: 'nine nueve neuf niner',
  10: 'ten diez dix',
  11: 'eleven once onze',
  12: 'twelve doce douze',
  13: 'thirteen trece treize',
  14: 'fourteen catorce quatorze',
  15: 'fifteen quince quinze',
  16: 'sixteen dieciséis dieciseis seize',
  17: 'seventeen diecisiete',
  18: 'eighteen dieciocho',
  19: 'nineteen diecinueve',
  // Two noughts, behind a digit.
  100: 'hundred',
};
const tens: Readonly<Record<string, string>> = {
  20: 'twenty veinte vingt vingts',
  30: 'thirty treinta trente',
  40: 'forty fourty cuarenta quarante',
  50: 'fifty cincuenta cinquante',
  60: 'sixty sesenta soixante',
  70: 'seventy setenta septante',
  80: 'eighty ochenta huitante octante',
  90: 'ninety noventa nonante',
};
/** Twenty-one and so on are one word in Spanish. */
const joined =
  'veintiuno veintidós veintidos veintitrés veintitres veinticuatro veinticinco veintiséis veintiseis veintisiete veintiocho veintinueve';
const repeats: Readonly<Record<string, number>> = { double: 2, dbl: 2, doble: 2, triple: 3, treble: 3 };
const fillers = new Set(words('and y et dash hyphen space dot point guion guión tiret then'));

const values = new Map<string, number>();
for (const [value, names] of [...Object.entries(units), ...Object.entries(tens)])
  for (const name of words(names)) values.set(name, Number(value));
for (const [i, name] of words(joined).entries()) values.set(name, 21 + i);

/** `fivefivefive`: how many digits a word typed without spaces stands for. */
const glued = new Map<string, number>();
for (let digit = 0; digit < 10; digit++)
  for (const name of words(units[digit]!))
    for (const times of [2, 3]) if (name.length > 2) glued.set(name.repeat(times), times);

interface Token {
  readonly start: number;
  readonly end: number;
  readonly digits: number;
  readonly value: number;
  readonly word: boolean;
}

const token = /[a-zà-ÿ]{1,16}|\d{1,12}/giu;
const gap = /^[\s,.\-–—/()…]{0,4}$/;
const [fewest, most, fewestWords] = [7, 24, 3];

/** How a run of number words and digits is read: its digits, and whether somebody merely counts. */
const isNumber = (run: readonly Token[]): boolean => {
  let digits = 0;
  let spoken = 0;
  for (const { digits: more, word } of run) {
    digits += more;
    if (word) spoken++;
  }
  if (digits < fewest || digits > most || spoken < fewestWords) return false;
  return !counts(run.filter(({ digits: some }) => some > 0).map(({ value }) => value));
};

/**
 * Digits as words, or partly so: `five five five 0143`, `oh seven seven double oh nine`. Nobody says seven by chance. Words:
 * Unicode CLDR, rule-based number formats, of the three languages, and what is said on the phone.
 */
export const spelledNumber: Detector = {
  worth: ({ digitWords }) => digitWords >= fewestWords,
  find: text => {
    const findings: Finding[] = [];
    let run: Token[] = [];
    let times = 1;
    let from = -1;
    const close = (): void => {
      while (run.at(-1)?.digits === 0 && run.at(-1)?.value === -1) run.pop();
      if (run.length > 0 && isNumber(run))
        findings.push({ start: from, end: run.at(-1)!.end, label: 'PHONE', score: 0.8 });
      run = [];
      times = 1;
      from = -1;
    };
    let last = 0;
    token.lastIndex = 0;
    for (let match = token.exec(text); match; match = token.exec(text)) {
      const start = match.index;
      const end = start + match[0].length;
      const name = match[0].toLowerCase();
      if (from >= 0 && !gap.test(text.slice(last, start))) close();
      last = end;
      const repeat = repeats[name];
      const together = glued.get(name);
      const value = together ? 0 : values.get(name);
      const number = /^\d/.test(name);
      if (repeat) {
        if (from < 0) from = start;
        times = repeat;
        continue;
      }
      if (fillers.has(name) && run.length > 0) {
        run.push({ start, end, digits: 0, value: -1, word: false });
        continue;
      }
      if (value === undefined && !number) {
        close();
        continue;
      }
      if (from < 0) from = start;
      const before = run.at(-1);
      const afterTens =
        before?.word && before.value >= 20 && before.value < 100 && before.value % 10 === 0 && !number && value! < 20;
      const digits = together ?? (number ? name.length : afterTens ? 0 : value! > 9 ? 2 : times);
      run.push({ start, end, digits, value: number ? Number(name) : value!, word: !number });
      times = 1;
    }
    close();
    return findings;
  },
};

/** What a glance counts: three of them are worth a closer look. */
export const digitWordList: readonly string[] = [...values.keys(), ...Object.keys(repeats), ...glued.keys()];
