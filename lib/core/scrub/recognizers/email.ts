import type { Finding, Recognizer } from '../finding.ts';
import { anyOf, onlyIf, pattern } from '../pattern.ts';

const local = /[\p{L}\p{N}._%+'-]/u;
const domain = /[\p{L}\p{N}.-]/u;
/** RFC 5321, 4.5.3.1: lengths of the local part and of the domain. */
const [longestLocal, longestDomain] = [64, 255];

/** Addresses as RFC 5322 writes them, found from each @ outwards, so that no text makes it slow. */
const plain: Recognizer = text => {
  const findings: Finding[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && at - start < longestLocal && local.test(text[start - 1]!)) start--;
    let end = at + 1;
    while (end < text.length && end - at < longestDomain && domain.test(text[end]!)) end++;
    while (end > at + 1 && /[.-]/.test(text[end - 1]!)) end--;
    while (start < at && /[.'-]/.test(text[start]!)) start++;
    if (start < at && /\.\p{L}{2}[\p{L}\p{N}]*$/u.test(text.slice(at + 1, end)))
      findings.push({ start, end, label: 'EMAIL', score: 0.99 });
  }
  return findings;
};

const providers = 'gmail|googlemail|yahoo|hotmail|outlook|icloud|live|msn|aol|proton|protonmail|gmx|mail|ymail|example';
const endings = 'com|org|net|edu|co\\.?\\s?uk|ie|ca|fr|mx|in|au|es|me|io';

/** Addresses written out: `jess at gmail dot com`, `jess (at) gmail.com`, `jess arroba gmail punto com`. */
const spelled = onlyIf(
  /\b(?:at|arroba|arobase)\b|[[(]at[\])]/i,
  anyOf(
    pattern(
      'EMAIL',
      0.95,
      new RegExp(
        `(?<![\\w.])[\\w.+-]{1,64}\\s?[[(]?\\s?(?:at|arroba|arobase)\\s?[\\])]?\\s?[\\w-]{1,63}\\s?[[(]?\\s?(?:dot|punto|point)\\s?[\\])]?\\s?(?:${endings})\\b`,
        'giu',
      ),
    ),
    pattern(
      'EMAIL',
      0.95,
      new RegExp(
        `(?<![\\w.])[\\w.+-]{1,64}\\s?[[(]?\\s?(?:at|arroba|arobase)\\s?[\\])]?\\s?(?:${providers})\\s?\\.\\s?(?:${endings})\\b`,
        'giu',
      ),
    ),
  ),
);

/** E-mail addresses. */
export const email = anyOf(plain, spelled);
