import { hidden } from '../../lib/core/scrub/hidden.ts';
import type { Language, NameSource } from './nameSource.ts';
import type { Random } from './random.ts';

/** A text and which of its UTF-16 units belong to names. */
export interface Sentence {
  readonly text: string;
  readonly names: readonly (readonly [number, number])[];
}

interface Piece {
  text: string;
  readonly name: boolean;
  /** Stays as it is written. */
  readonly asIs?: boolean;
}

/** `{=hope}` is that name itself. */
const slot = /\{(?:([NFSPXAWIVUD])|=(\p{L}+))\}/gu;

const acronyms =
  `IEP SAT ACT GPA GCSE MRI CT UTI HIV PCOS IBS EDS POTS DBS DWP PIP ESA JSA HMRC DVLA RCMP CRA CBSA OSAP NDIS ATO
  UPSC SSC CUET NEET JEE IMSS INE SAT CAF RSA CROUS APL MDPH CPAM SSI SSDI SNAP WIC TANF HUD DHS DCF CYS OCS IRS DMV USPS UPS
  FAFSA SSRI SNRI MAOI CBT DBT ACT EMDR ECT TMS NICU PICU AMA DNR POA HOA LLC ATM USB GPS VPN DM AMC HBO ESPN NBC MMO RPG`
    .trim()
    .split(/\s+/);

const acronym = (random: Random): string => {
  if (random.chance(0.6)) return random.of(acronyms);
  const length = 2 + random.below(4);
  return Array.from({ length }, () => random.of([...'ABCDEFGHILMNOPRSTUVW'])).join('');
};

const pieces = (line: string, names: NameSource, random: Random, language: Language): Piece[] => {
  const out: Piece[] = [];
  let from = 0;
  for (const match of line.matchAll(slot)) {
    if (match.index > from) out.push({ text: line.slice(from, match.index), name: false });
    from = match.index + match[0].length;
    // What another recognizer found is hidden when the tagger reads again; before, it is digits.
    if (match[1] === 'X') {
      const length = 3 + random.below(10);
      const digits = Array.from({ length }, () => random.below(10)).join('');
      out.push({ text: random.chance(0.6) ? hidden.other.repeat(length) : digits, name: false });
      continue;
    }
    if (match[1] === 'A') {
      out.push({ text: acronym(random), name: false });
      continue;
    }
    if (match[1] === 'P') {
      out.push({ text: names.place(random), name: false });
      continue;
    }
    if (match[2]) {
      out.push({ text: match[2][0]!.toUpperCase() + match[2].slice(1), name: true });
      continue;
    }
    if (match[1] === 'U') {
      out.push({ text: names.handle(random), name: false, asIs: random.chance(0.7) });
      continue;
    }
    if (match[1] === 'D') {
      const medicine = names.medicine(random);
      const text = random.chance(0.3) ? medicine[0]!.toUpperCase() + medicine.slice(1) : medicine;
      out.push({ text, name: false });
      continue;
    }
    if (match[1] === 'W' || match[1] === 'V') {
      out.push({ text: match[1] === 'W' ? names.word(random) : names.parts(random), name: true });
      continue;
    }
    const family = names.last(random, language);
    const last = match[1] === 'S' && random.chance(0.05) ? `${family}-${names.last(random, language)}` : family;
    if (match[1] === 'I') {
      const initial = String.fromCharCode(65 + random.below(26));
      out.push({ text: `${initial}${random.chance(0.3) ? '.' : ''} ${last}`, name: true });
      continue;
    }
    const first = match[1] === 'F' && random.chance(0.2) ? names.word(random) : names.first(random, language);
    const dice = random.next();
    const full =
      dice < 0.02
        ? first + last
        : dice < 0.08
          ? `${first} ${String.fromCharCode(65 + random.below(26))}${random.chance(0.5) ? '.' : ''} ${last}`
          : dice < 0.13
            ? `${String.fromCharCode(65 + random.below(26))}${random.chance(0.6) ? '.' : ''} ${last}`
            : dice < 0.2
              ? `${first} ${names.first(random, language)} ${last}`
              : dice < 0.27 && language === 'es'
                ? `${first} ${last} ${names.last(random, language)}`
                : dice < 0.31
                  ? `${first} ${last}-${names.last(random, language)}`
                  : dice < 0.35 && language === 'en'
                    ? names.parts(random)
                    : dice < 0.37
                      ? `${first} ${random.of(['de', 'van', 'von', 'al', 'bin', 'da', 'del', 'de la', 'Mc', 'O’'])} ${last}`.replace(
                          /(Mc|O’) /,
                          '$1',
                        )
                      : `${first} ${last}`;
    const text =
      match[1] === 'S'
        ? last
        : match[1] === 'F'
          ? full
          : dice < 0.06
            ? `${first} ${last}`
            : dice < 0.08
              ? `${first}-${names.first(random, language)}`
              : dice < 0.095
                ? `${first} ${last[0]}`
                : first;
    out.push({ text, name: true });
  }
  if (from < line.length) out.push({ text: line.slice(from), name: false });
  return out;
};

const emoji = ['😭', '😂', '❤️', '🥺', '😔', '🙏', '💔', '😊', '👍', '🤣', '😩'];

const typo = (word: string, random: Random): string => {
  if (word.length < 4) return word;
  const at = 1 + random.below(word.length - 2);
  switch (random.below(4)) {
    case 0:
      return word.slice(0, at) + word.slice(at + 1);
    case 1:
      return word.slice(0, at) + word[at] + word.slice(at);
    case 2:
      return word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2);
    default:
      return word + word.at(-1)!.repeat(2 + random.below(3));
  }
};

/** How the pieces are written: as they stand, small, with capitals, glued to emoji, with typos. */
const written = (all: Piece[], random: Random): Piece[] => {
  const proper =
    /^\s*\p{Lu}/u.test(all.map(p => (p.name ? '' : p.text)).join('')) ||
    all.some(p => !p.name && /\bI\b|[.!?]\s+\p{Lu}/u.test(p.text)) ||
    /[^.]\.$/.test(all.at(-1)!.text);
  const dice = random.next();
  const upper = dice < 0.04;
  const small = !upper && dice < (proper ? 0.4 : 0.92);
  const smallNames = proper ? (small ? random.chance(0.9) : random.chance(0.06)) : random.chance(0.85);
  const noisy = random.chance(0.25);
  let begin = true;
  return all.map(piece => {
    if (piece.asIs) return piece;
    let { text } = piece;
    if (piece.name) {
      if (smallNames) text = text.toLowerCase();
      if (random.chance(0.015)) text = text.toUpperCase();
    } else {
      if (noisy) text = text.replaceAll(/\p{L}{4,}/gu, word => (random.chance(0.08) ? typo(word, random) : word));
      if (small) text = text.toLowerCase();
      else if (begin && !proper && !upper && random.chance(0.5)) text = text.replace(/\p{L}/u, c => c.toUpperCase());
      if (random.chance(0.1)) text = text.replaceAll(/['’]/g, '');
      if (random.chance(0.06)) text = text.replaceAll(/[.,!?]/g, '');
    }
    if (upper) text = text.toUpperCase();
    begin = false;
    return { text, name: piece.name };
  });
};

const sentence = (all: readonly Piece[], random: Random): Sentence => {
  let text = '';
  const names: [number, number][] = [];
  for (const piece of all) {
    if (piece.name) names.push([text.length, text.length + piece.text.length]);
    text += piece.text;
  }
  const dice = random.next();
  if (dice < 0.03) text += random.of(emoji);
  else if (dice < 0.06) text += ` ${random.of(emoji)}${random.of(emoji)}`;
  else if (dice < 0.09) text += random.of(['...', '!!', '??', '..', ' lol', ' :(', ' x', ' xx']);
  return { text, names };
};

/** One of the many messages that a line with slots stands for. */
export const drawn = (line: string, names: NameSource, random: Random, language: Language): Sentence =>
  sentence(written(pieces(line, names, random, language), random), random);

/** Names in place of pronouns: `he keeps calling` → `{N} keeps calling`. Where names may stand follows from grammar. */
export const withSlots = (line: string, random: Random, share: number): string => {
  let out = line;
  if (random.chance(share)) {
    out = out
      .replace(/(?<![\p{L}'’])(?:he|she)(?=\s|['’]s\s)/iu, () => '{N}')
      .replace(/(?<=\s)(?:him)(?=[\s.,!?]|$)/iu, () => '{N}');
    if (random.chance(0.5)) out = out.replace(/(?<=\s)his(?=\s\p{Ll})/u, () => "{N}'s");
  }
  return out;
};
