import type { Finding, Recognizer } from '../finding.ts';
import { folded, isClearFirstName, isFirstName, isSurname, isWordToo } from '../names/dictionary.ts';

interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Lower case, without accents and without a possessive 's. */
  readonly word: string;
  readonly capital: boolean;
  /** What stands between the token before and this one. */
  readonly gap: string;
  /** Begins a sentence: its capital tells nothing. */
  readonly first: boolean;
}

const wordPattern = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*/gu;

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Words for people one has: `my bf marcus`. */
const relations = set(`
  bf boyfriend gf girlfriend husband hubby wife fiance fiancee partner ex mom mum mommy mother dad daddy father stepdad
  stepmom stepfather stepmother sister sis brother bro stepbrother stepsister son daughter kid baby cousin aunt auntie
  uncle grandma grandpa grandmother grandfather nephew niece friend bestfriend bestie bff roommate flatmate neighbor
  neighbour boss manager coworker colleague teacher coach therapist counselor counsellor psychiatrist doctor pastor
  crush twin girl boy guy
  novio novia esposo esposa marido mujer mama papa madre padre hermano hermana hijo hija primo prima tio tia abuelo
  abuela amigo amiga jefe jefa maestro maestra companero companera
  copain copine mari femme mere pere frere soeur fils fille cousine oncle tante ami amie chef patron prof
`);
const possessives = set('my his her our their your mi mis su tu mon ma mes son sa ton ta notre');
const titles = set(
  'mr mrs ms miss mx dr doctor prof professor sr sra srta don dona mme mlle monsieur madame officer nurse coach pastor rev reverend sgt detective',
);
/** What people do to each other in chats; after a name that is a word too it shows that a person is meant. */
const personVerbs = set(`
  said says told tells asked asks texted texts called calls thinks thought wants wanted hates loves loved left keeps kept
  broke hit cheated moved came died passed knows lied yelled screamed found dumped ghosted blocked hurt stopped started
  dijo dice me se a est dit m
`);
const greetings = set(
  'hi hey hello hiya heya dear thanks thank thx ty bye goodbye goodnight night sorry yo hola gracias adios salut bonjour coucou merci',
);
/** Words after an introduction that are no name: `im so tired`, `this is hard`. */
const never = set(`
  i im a an the so not really just very too here there this that it is was are am be been ok okay fine good bad sad mad
  tired done scared alone lost sorry sure now still back home trying going gonna feeling feel having being in on at to
  from with and or but if my me you your his her he she they we us them who what when where why how no yes yeah all
  about like also only always never maybe probably at over under out up down off of for by as kinda kind sort pretty
  because cuz bc cause since than then more most much many some any one two three worried afraid unsure un una el la los
  las muy tan bien mal yo tu ella nosotros de del que y o pero si no le les des du et ou pas tres trop bien une moi toi
  elle nous vous je suis est sont soy estoy triste fatigue seul seule fatiguee desole desolee person phone email name
  names spelled something someone nobody anyone private secret none
`);

const possessive = /['’](?:s|S)?$/;

const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = [];
  let before = 0;
  for (const match of text.matchAll(wordPattern)) {
    const start = match.index;
    const own = match[0].replace(/['’][sS]$/, '');
    const gap = text.slice(before, start);
    tokens.push({
      start,
      end: start + own.length,
      text: own,
      word: folded(own).replace(possessive, ''),
      capital: /^\p{Lu}/u.test(own) && !/^\p{Lu}{2,}$/u.test(own),
      gap,
      first: tokens.length === 0 || /[.!?\n:"“(]\s*$/.test(gap) || /[^\s\p{L}\p{N},;'’-]/u.test(gap),
    });
    before = start + match[0].length;
  }
  return tokens;
};

/** Joined by a space or a hyphen only: parts of one name. */
const joined = (token: Token | undefined): token is Token => token !== undefined && /^(?: |-|\. )$/.test(token.gap);

const near = (token: Token | undefined): token is Token => token !== undefined && /^[\s,:'’"“-]{1,3}$/.test(token.gap);

/** How many tokens from `at` on belong to the name that begins there. */
const nameLength = (tokens: readonly Token[], at: number): number => {
  const begins = tokens[at]!;
  let length = 1;
  for (let next = tokens[at + length]; joined(next) && length < 4; next = tokens[at + length]) {
    const continues = begins.capital
      ? next.capital && !never.has(next.word)
      : !isWordToo(next.word) && next.word.length > 2 && isSurname(next.word);
    const particle =
      next.capital === false &&
      /^(?:de|del|la|van|von|der|bin|al|o|mc|st)$/.test(next.word) &&
      tokens[at + length + 1]?.capital;
    if (!continues && !particle) break;
    length++;
  }
  return length;
};

type Cue = 'any' | 'name' | undefined;

/** What stands right before the token, in words, back to at most four of them. */
const introducedBy = (tokens: readonly Token[], at: number): Cue => {
  if (titles.has(tokens[at - 1]?.word ?? '') && /^\.?\s$/.test(tokens[at]!.gap)) return 'any';
  if (!near(tokens[at])) return undefined;
  const back = (n: number): string => tokens[at - n]?.word ?? '';
  const [one, two, three] = [back(1), back(2), back(3)];
  // `my name is X`, `names X`, `je m'appelle X`, `me llamo X`
  if ((one === 'is' || one === 's' || one === 'es' || one === 'was') && /^(?:name|names|nombre)$/.test(two))
    return 'any';
  if (/^(?:name's|names|m'appelle|mappelle|t'appelle|s'appelle|llamo|llama|named)$/.test(one))
    return one === 'names' && two !== 'my' ? 'name' : 'any';
  if (one === 'appelle' || (one === 'est' && two === 'prenom') || (one === 'est' && two === 'nom')) return 'any';
  if (one === 'name' && /^(?:my|full|real|first|last)$/.test(two)) return 'name';
  if (one === 'called' && (relations.has(two) || two === 'is' || two === 'guy')) return 'any';
  if (one === 'me' && two === 'call') return 'any';
  // `im X`, `i am X`, `this is X`, `soy X`, `je suis X`, `it's X`
  if (/^(?:im|i'm|i’m|soy|it's|its|c'est|cest)$/.test(one)) return 'name';
  if (one === 'am' && two === 'i') return 'name';
  if (one === 'm' && two === 'i') return 'name';
  if (one === 'is' && (two === 'this' || relations.has(two))) return 'name';
  if (one === 'suis' && two === 'je') return 'name';
  // `my bf X`, `my best friend X`
  if (relations.has(one) && (possessives.has(two) || possessives.has(three))) return 'name';
  if (greetings.has(one) || (one === 'you' && two === 'thank')) return 'name';
  return undefined;
};

const isName = (word: string): boolean => word.length > 1 && (isFirstName(word) || isSurname(word));

/** How sure it is that the token begins a person's name; undefined when it does not. */
const certainty = (tokens: readonly Token[], at: number): number | undefined => {
  const token = tokens[at]!;
  const { word } = token;
  if (word.length < 2 || never.has(word)) return undefined;
  const cue = introducedBy(tokens, at);
  const previous = tokens[at - 1]?.word ?? '';
  if (cue === 'any' && titles.has(previous)) {
    return token.capital || (isName(word) && !isWordToo(word)) ? 0.85 : undefined;
  }
  if (cue === 'any') return 0.85;
  if (cue === 'name' && isName(word) && (!isWordToo(word) || token.capital || relations.has(previous))) return 0.85;
  // After `my bf` a capital in the middle of a sentence is a name, known or not.
  if (cue === 'name' && relations.has(previous) && token.capital) return 0.8;
  if (isClearFirstName(word)) return 0.7;
  const next = tokens[at + 1];
  if (isFirstName(word) && token.capital && !token.first) return 0.65;
  if (
    isFirstName(word) &&
    near(next) &&
    personVerbs.has(next.word) &&
    word !== 'will' &&
    word !== 'may' &&
    word.length > 2
  )
    return 0.6;
  // Two capitals in the middle of a sentence, one of them a name.
  if (
    token.capital &&
    joined(next) &&
    next.capital &&
    !never.has(next.word) &&
    (isSurname(next.word) || isFirstName(word))
  ) {
    return isFirstName(word) || (!token.first && isSurname(next.word)) ? 0.65 : undefined;
  }
  if (at === 0 && near(next) && next.word === 'here' && isFirstName(word)) return 0.8;
  return undefined;
};

/**
 * Names of people, by dictionary and context. A name that is nothing else counts wherever it stands, in lower case too; one
 * that is a word as well (grace, hope, may) counts where the words around it, or a capital within a sentence, say so.
 */
export const person: Recognizer = text => {
  const tokens = tokensOf(text);
  const findings: Finding[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const score = certainty(tokens, at);
    if (score === undefined) continue;
    const length = nameLength(tokens, at);
    findings.push({ start: tokens[at]!.start, end: tokens[at + length - 1]!.end, label: 'PERSON', score });
    at += length - 1;
  }
  return findings;
};
