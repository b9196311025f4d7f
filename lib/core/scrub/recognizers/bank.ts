import { mod97 } from '../digits.ts';
import type { Finding, Recognizer } from '../finding.ts';
import { anyOf, onlyIf, pattern } from '../pattern.ts';

const isIban = (text: string): boolean => {
  const plain = text.replaceAll(/[ -]/g, '').toUpperCase();
  return plain.length >= 15 && plain.length <= 34 && mod97(plain.slice(4) + plain.slice(0, 4)) === 1;
};

const candidate = /(?<![\p{L}\p{N}])[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{1,4}){3,9}(?![\p{L}\p{N}])/giu;

/** IBANs with their check digits (ISO 13616). Words may follow the last group: they are taken off until the rest is one. */
const iban: Recognizer = text => {
  const findings: Finding[] = [];
  for (const match of text.matchAll(candidate)) {
    let found = match[0];
    while (found.length >= 15 && !isIban(found)) found = found.replace(/[ -]?[a-z0-9]+$/i, '');
    if (found.length < 15) continue;
    findings.push({ start: match.index, end: match.index + found.length, label: 'BANK', score: 0.97 });
  }
  return findings;
};

/** Bank accounts: IBANs, and account, routing or sort numbers after a cue. */
export const bank = onlyIf(
  /\d{2}/,
  anyOf(
    iban,
    pattern(
      'BANK',
      0.85,
      /\b(?:(?:bank|checking|savings)\s+)?(?:account|acct|a\/c|routing|aba|cuenta|clabe|compte)\.?\s*(?:number|num|no|nr|#)?\.?\s*(?:is|:|#|=)?\s*(?<it>\d(?:[ -]?\d){5,19})(?!\d)/giu,
    ),
    pattern('BANK', 0.85, /\bsort\s?code\s*(?:is|:|#)?\s*(?<it>\d{2}[ -]?\d{2}[ -]?\d{2})(?!\d)/giu),
  ),
);
