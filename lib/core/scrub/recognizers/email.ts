import { after, before } from '../context.ts';
import { type Detector, detector } from '../detector.ts';
import type { Finding, Recognizer } from '../finding.ts';
import { oneOf } from '../pattern.ts';

const local = /[\p{L}\p{N}._%+'-]/u;
const domain = /[\p{L}\p{N}.-]/u;
/** RFC 5321, 4.5.3.1: lengths of the local part and of the domain. */
const [longestLocal, longestDomain] = [64, 255];

const providers = oneOf(
  `gmail gmial googlemail yahoo yahooo ymail rocketmail hotmail hotmial outlook icloud live msn aol proton protonmail pm gmx mail
   email rediffmail bigpond optusnet eircom orange wanadoo free laposte sfr videotron sympatico shaw rogers btinternet
   virginmedia sky talktalk comcast verizon att sbcglobal cox prodigy zoho yandex fastmail tutanota example`,
);
const endings = oneOf('com org net edu gov uk ie ca fr mx in au es me io co us info de eu qc example test');

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
    const host = text.slice(at + 1, end);
    if (isProvider.test(host)) end += typo.exec(after(text, end, 6))?.[0].length ?? 0;
    if (start < at && (/\.\p{L}{2}[\p{L}\p{N}]{0,62}$/u.test(host) || isProvider.test(host)))
      findings.push({ start, end, label: 'EMAIL', score: 0.99 });
  }
  return findings;
};
/** `jess@gmail,com` */
const typo = /^\s?[,.;]?\s?com(?![a-z])/i;
const isProvider = new RegExp(`^${providers}(?:com)?$`, 'i');

const dot =
  '(?:\\s{0,2}\\.\\s{0,2}|\\s{0,2},(?=com)|\\s{0,2}[[(]?\\s?(?<![a-z])(?:dot|punto|point)(?![a-z])\\s?[\\])]?\\s{0,2})';
/** The word or sign for @: in brackets it is meant, alone it may be a word. */
const atSign =
  /\s{0,2}[[({<]\s?(?:at|arroba|arobase|@)\s?[\])}>]\s{0,2}|\s{1,2}(?:arroba|arobase|at|@)\s{1,2}|\s{1,2}@|@\s{1,2}/gi;

/** A host written out with its ending, a known provider with or without one. */
const wholeHost = new RegExp(`^[a-z0-9-]{1,63}(?:${dot}[a-z0-9-]{2,63}){0,2}${dot}${endings}(?![a-z0-9])`, 'i');
const knownHost = new RegExp(`^${providers}(?![a-z0-9])(?:\\s{0,2}[. ]\\s{0,2}${endings}(?![a-z]))?`, 'i');
/** A word for a sign, between the parts of a name: `jess dot k`. */
const sign = /^[[(]?(?:dot|underscore|dash|hyphen|plus|punto|point|gui[oó]n|bajo|tiret|bas)[\])]?$/i;
const bracketedSign = /[[(](?:dot|underscore|dash|hyphen|plus|punto|point|tiret)[\])]$/i;
const longestSign = 12;
const nameCharacter = /[\w.+-]/;
const mostParts = 10;

/** The name at the end of a text, its parts and the words for signs between them; empty when there is none. */
const nameAtEnd = (prior: string): string => {
  const tokens = prior.split(' ');
  let start = prior.length;
  for (let at = tokens.length - 1, parts = 0; at >= 0 && parts < mostParts; at--, parts++) {
    const token = tokens[at]!;
    let from = token.length;
    for (;;) {
      while (from > 0 && token.length - from < longestLocal && nameCharacter.test(token[from - 1]!)) from--;
      // `noelle(dot)bear`
      const inBrackets = bracketedSign.exec(token.slice(Math.max(0, from - longestSign), from));
      if (!inBrackets || from === token.length || token.length - from >= longestLocal) break;
      from -= inBrackets[0].length;
    }
    if (from === token.length || sign.test(token)) break;
    start = start - (parts === 0 ? 0 : 1) - (token.length - from);
    if (from > 0) break;
    // What stands before goes with it only behind a sign, and a sign only behind a name.
    let before = at - 1;
    let length = 0;
    while (before >= 0 && sign.test(tokens[before]!)) length += tokens[before--]!.length + 1;
    if (before < 0 || before === at - 1 || !nameCharacter.test(tokens[before]!.at(-1) ?? '')) break;
    start -= length;
    at = before + 1;
  }
  return prior.slice(start).replace(/^[.-]{1,64}/, '');
};

const cue =
  /(?<!\p{L})(?:e-?mail|mail|correo|courriel|gmail|contact|write|reach|adresse)(?:[\s:.,'’=-]{1,3}\p{L}{1,8}){0,4}[\s:.,'’=-]{0,3}$/iu;

/** Addresses written out: `jess dot k at gmail dot com`, `jess (at) gmail.com`, `jess arroba gmail punto com`. */
const spelled: Recognizer = text => {
  const findings: Finding[] = [];
  atSign.lastIndex = 0;
  for (let match = atSign.exec(text); match; match = atSign.exec(text)) {
    const { index, 0: at } = match;
    const rest = after(text, index + at.length, 160);
    const whole = wholeHost.exec(rest);
    const host = whole ?? knownHost.exec(rest);
    if (!host) continue;
    const prior = before(text, index, 200);
    const name = nameAtEnd(prior);
    if (!name) continue;
    const bracketed = /[[({<]|arr?oba|@/i.test(at) || /arobase/i.test(at);
    // `look at gmail`: a plain word before a bare provider is an address only where mail is spoken of.
    const marked = /[\d._+-]|\s(?:dot|underscore|punto|point)\s/i.test(name);
    const dotted = /[.]|dot|punto|point/i.test(host[0]);
    if (!bracketed && !dotted && !marked && !cue.test(prior.slice(0, prior.length - name.length))) continue;
    findings.push({
      start: index - name.length,
      end: index + at.length + host[0].length,
      label: 'EMAIL',
      score: 0.95,
    });
  }
  return findings;
};

/** E-mail addresses. */
export const email: Detector = detector(
  ({ at }, cued) => at || cued,
  text => (text.includes('@') ? [...plain(text), ...spelled(text)] : spelled(text)),
  ['at', 'arroba', 'arobase'],
);
