import { type Detector, words } from '../detector.ts';
import type { Finding, Recognizer } from '../finding.ts';
import { anyOf, oneOf, pattern } from '../pattern.ts';

const services = `snap snapchat snappy insta finsta instagram discord disc tiktok tik_tok twitter kik telegram xbox psn gamer\\s?tag roblox fortnite tumblr reddit
  facebook messenger twitch username user_name usernames handle usuario pseudo identifiant wattpad skype whatsapp viber wechat
  bereal vsco pinterest youtube yt bluesky bsky valorant minecraft cash_?app venmo paypal bumble tinder grindr hinge duolingo spotify soundcloud`;
/** Names of services that are words or abbreviations as well: only where a name is clearly meant. */
const doubtful = 'line signal steam epic threads x switch zelle';
const short = 'sc ig fb user';

/** What a plain word never has. */
const hasMark = /[\d_.#]/;

/** What comes after `my snap is` when no name does. */
const plainWords = new Set(
  words(`
    a about acting actually addictive again all almost also always amazing an and annoying another any anymore as asking at awful back bad
    banned based basically be because been being best better bit blank blocked blowing boring both broken brb broke btw bugging but buzzing by
    called can cause closed cool crashing crazy cringe cuz currently dead deactivated deleted depressing different disabled dm done down dry dumb
    empty enough even every everything fake fine first for free frozen full fun funny gay low high slow hot cold loud fast changed sucks getting giving glitching glitchy going gone
    good great gross hacked happy hard have he her here hers him his how if ig in inactive insane it its just kinda kind lagging lame last
    legit lit like literally lmao lmfao locked logged lol long lost love made making making maybe me mean messed message messages mine missing more most
    muted my names never new nice no none not nothing now of off offline ok okay old on one online only open or our out over own
    packed people pics please pls plz pointless popping possible post posts pretty private probably public quiet quite ready really restricted
    right ruined ruining same sad saying scary setup she shit should showing shut so social sometimes spam still story streak streaks stupid stuck
    super suspended tbh terrible text than thanks that thats the their them then there they thing this though to today tomorrow tonight too
    toxic trash true turned u under unavailable up us use used useless using very video visible was way we weird well went were what when where
    which while who why wild will with without working worse worst would wrong yeah yes yet you your yours
    account username handle name user id tag app chat link page feed filter filters bio status notifications notification group server
    que de la el los las un una y o es está esta muy no sí si pero porque mi tu su con sin por para como cuando donde en al
    le les des du et ou mais est pas très tres plus trop que qui quoi quand comment avec sans pour dans sur mon ton son ma ta sa
    bloqueado bloqueada privado privada borrado cerrado lleno roto privé prive bloqué bloque supprimé supprime mort nul cassé casse
    or so and if but cause because when where im i ill ive id its dont cant wont hate feels feel makes made help kills
  `),
);
const participle = /(?:ing|ed|ly|able|ful|less|ness|tion)$/;

const isHandle = (found: string): boolean => {
  const plain = found.replace(/[.#-]{1,3}$/, '');
  if (plain.startsWith('@') || hasMark.test(plain)) return true;
  const word = plain.toLowerCase();
  return word.length >= 3 && !plainWords.has(word) && !participle.test(word);
};

const name = '@{0,1}\\.?[\\p{L}\\p{N}_][\\w\\p{L}.#-]{1,31}';
const says = "(?:is|es|est|c['’]est|it['’]?s(?=\\s)|was|=|:|-|–|->|→|~)";

/** `@8pm`, `@home`: somebody saves a letter. */
const place =
  /^@(?:\d{1,4}(?:[ap]m?)?|\d{1,2}[.h]\d{2}|home|work|school|uni|college|night|least|all|my|the|this|that|ur|her|his|moms?|dads?)$/i;

/** `@jess`, not within an address. */
const atSign = pattern(
  'USERNAME',
  0.85,
  /(?<![\p{L}\p{N}@._+\uE000\uE001-])@[\p{L}0-9_](?:[\w.]{0,28}\w)?/giu,
  found => !place.test(found),
);
const reddit = pattern('USERNAME', 0.85, /(?<![\p{L}\p{N}/])\/?u\/[\w-]{3,20}/giu);
const tag = pattern('USERNAME', 0.85, /(?<=[\p{L}\p{N}_.])#\d{4}(?![\w#])/gu);
/** As Discord wrote them until 2023: `moon#1234`. */
const discriminator: Recognizer = text =>
  tag(text).map(finding => {
    let { start } = finding;
    while (start > 0 && finding.start - start < 32 && /[\p{L}\p{N}_.]/u.test(text[start - 1]!)) start--;
    return { ...finding, start };
  });
/** Cash App: `$jessk`. */
const cashtag = pattern('USERNAME', 0.8, /(?<![\w$])\$[a-z][\w-]{2,19}(?!\w)/gi);

/** `my snap is moonchild`, `insta: jess`, `discord - moon`. A plain word counts behind a sign for `is` only. */
const behindService: Recognizer = pattern(
  'USERNAME',
  0.8,
  new RegExp(
    `(?<!\\p{L})(?:${oneOf(services)}|(?<=(?:my|mi|mon|her|his|ur|your)\\s{1,2})(?:${oneOf(short)}|${oneOf(doubtful)}(?=\\s(?:is|user|name|id|tag|handle)))|${oneOf(short)}(?=\\s{0,2}(?:[:=@]|is\\s|name))|${oneOf(doubtful)}(?=\\s{0,2}[:=@]))(?!\\p{L})['’]?s?(?:\\s{1,2}(?<word>name|handle|id|user|username|account|acc|acct|tag|user\\sname|url|link))?(?:\\s{1,2}(?:on|for|en|sur)\\s{1,2}\\p{L}{2,12})?(?<mark>\\s{0,2}${says}\\s{0,2}|\\s{1,2}(?:me\\s(?:at|@|on)?\\s?|at\\s)?|\\s{0,2}(?=@))(?<it>${name})`,
    'giu',
  ),
  (found, match) => {
    const mark = match.groups?.['mark'] ?? '';
    const bare = found.replace(/[.#-]{1,3}$/, '');
    if (!/\p{L}/u.test(bare)) return false;
    if (found.startsWith('@') || hasMark.test(bare)) return true;
    // `minecraft name LunaCraft`, `insta handle blueskies`
    if (/^(?:handle|tag|user)/i.test(match.groups?.['word'] ?? '') || /\p{Ll}\p{Lu}/u.test(bare)) {
      if (match.groups?.['word'] && isHandle(found)) return true;
    }
    return /\S/.test(mark) && !/^\s{0,2}(?:me|at|was)/i.test(mark) && isHandle(found);
  },
);

/** `add me on snap moonchild`, `follow me on insta @jess`, `agrégame en insta luna`, `ajoute moi sur snap lune`. */
const behindInvitation = pattern(
  'USERNAME',
  0.8,
  new RegExp(
    `(?<!\\p{L})(?:(?:add|follow|hmu|dm|find|message|msg|text|hit|reach|talk|friend|pm)(?:\\s{1,2}(?:me|to\\sme|me\\sup))?|agr[eé]ga\\p{L}{0,3}|b[uú]sca\\p{L}{0,3}|s[ií]gue\\p{L}{0,3}|ajoutes?(?:[\\s-]moi)?|suis[\\s-]moi|[eé]cris[\\s-]moi)\\s{1,2}(?:on|at|en|por|sur|my|@|in)?\\s{0,2}(?:my\\s)?(?:${oneOf(services)}|${oneOf(short)})(?!\\p{L})\\s{0,2}(?:${says}|@|(?:as|como|under)\\s)?\\s{0,2}(?<it>${name})`,
    'giu',
  ),
  isHandle,
);

/** `im on tiktok as moon.child`; `as friends` is none. */
const under = pattern(
  'USERNAME',
  0.75,
  new RegExp(
    `(?<!\\p{L})(?:on|en|sur)\\s{1,2}(?:my\\s)?(?:${oneOf(services)}|${oneOf(short)})\\s(?:as|under)\\s(?<it>${name})`,
    'giu',
  ),
  found => hasMark.test(found.replace(/[.#-]{1,3}$/, '')),
);
/** `ig luna.moon_`: a short name of a service, and what no word looks like. */
const behindShort = pattern(
  'USERNAME',
  0.75,
  /(?<![\p{L}\p{N}@._-])(?:ig|sc|fb|finsta)\s{1,2}(?<it>[a-z](?=[a-z]{0,20}(?:[._][a-z\d_]|\d))[\w.]{3,31})/giu,
);

/** `im moonchild on discord`, `i'm jess.k on insta` */
const beforeService = pattern(
  'USERNAME',
  0.75,
  new RegExp(
    `(?<!\\p{L})(?:i['’]?m|i\\sam|its|it['’]s|i\\sgo\\sby|add|follow|find|look\\sup|soy|je\\ssuis)\\s{1,2}(?<it>@?(?=[\\w.]{0,31}[\\d_.])[\\w.]{3,32})(?=\\s{1,2}(?:on|en|sur)\\s{1,2}(?:my\\s)?(?:${oneOf(services)}|ig|fb|sc|steam)(?!\\p{L}))`,
    'giu',
  ),
);
/** `my @ is moonchild` */
const mine = pattern(
  'USERNAME',
  0.8,
  new RegExp(`(?<!\\p{L})(?:my|mi|mon|her|his)\\s@\\s?(?:is|es|est|:|=)\\s{0,2}(?<it>${name})`, 'giu'),
  isHandle,
);

/** `im moonchild on insta` */
const wordBeforeService = pattern(
  'USERNAME',
  0.75,
  new RegExp(
    `(?<!\\p{L})(?:i['’]?m|i\\sgo\\sby|add|follow)\\s{1,2}(?<it>[a-z][\\w.]{4,31})(?=\\s{1,2}on\\s{1,2}(?:my\\s)?(?:${oneOf(services)}|ig|fb|sc)(?!\\p{L}))`,
    'giu',
  ),
  found =>
    isHandle(found) &&
    !/^(?:famous|popular|active|verified|viral|known|friends|mutuals|always|crazy|addicted|famous|myself|people|everyone|someone|stuff|things|obsessed)$/i.test(
      found,
    ),
);

/** `luna_moon on insta` */
const markedBeforeService = pattern(
  'USERNAME',
  0.75,
  new RegExp(
    `(?<![\\w.@])(?<it>(?=[a-z.]{0,31}(?:_|[a-z]\\d{2}))[\\w.]{5,32})(?=\\s{1,2}(?:on|en|sur)\\s{1,2}(?:my\\s)?(?:${oneOf(services)}|ig|fb|sc)(?!\\p{L}))`,
    'giu',
  ),
);
/** `jdub_4200`, `xX_vexx_Xx`: letters, an underscore, and a figure or a capital within. */
const underscored = pattern(
  'USERNAME',
  0.7,
  /(?<![\w.@/\\=:-])(?=[\w.]{1,31}_)(?=[\w.]{0,31}(?:\d|[a-z][A-Z]|_[A-Z]))[A-Za-z][\w.]{3,31}/g,
  found => /[a-z]/.test(found) && /[^_.]_[^_.]/.test(found),
);
/** `a finsta called notyour.girl`: two words and a stop between. */
const dotted = pattern(
  'USERNAME',
  0.7,
  /(?<!\p{L})(?:called|named|llamad[oa]|como|appel[ée]e?|handle|username)\s{1,2}(?:is\s)?(?<it>[\p{L}\d_]{2,24}(?:\.[\p{L}\d_]{2,24}){1,3})(?![\w@.])/giu,
);
const cued: Recognizer = anyOf(
  behindService,
  behindInvitation,
  under,
  behindShort,
  beforeService,
  wordBeforeService,
  markedBeforeService,
);

const trimmed = (finding: Finding, text: string): Finding => {
  let { end } = finding;
  while (end > finding.start + 1 && /[.#-]/.test(text[end - 1]!)) end--;
  return { ...finding, end };
};

/**
 * Handles: after an @, after u/, with a discriminator, or beside the name of a service, or with an underscore. How long they
 * are and of what: help pages of Reddit (3 to 20), X (up to 15), Snapchat (3 to 15), Instagram (up to 30), Discord (2 to 32)
 * and Cash App (up to 20).
 */
export const username: Detector = {
  cues: words(
    `snap snapchat snapchats snappy insta finsta bluesky bsky instagram discord disc tiktok tik twitter kik telegram xbox psn gamer gamertag gamer roblox fortnite tumblr reddit
     facebook messenger twitch user username usernames handle usuario pseudo identifiant wattpad skype whatsapp viber wechat bereal vsco pinterest
     youtube yt valorant minecraft cash cashapp venmo paypal bumble tinder grindr hinge duolingo spotify soundcloud
     snaps instas discords sc ig fb user line signal steam epic threads x switch zelle`,
  ),
  worth: ({ at, dot, hash, slash, underscore }, cue) => at || dot || hash || slash || underscore || cue,
  find: (text, _numbers, { at, dot, hash, underscore }, cue) =>
    [
      ...(at ? [...atSign(text), ...mine(text)] : []),
      ...(text.includes('u/') || text.includes('U/') ? reddit(text) : []),
      ...(hash ? discriminator(text) : []),
      ...(cue && text.includes('$') ? cashtag(text) : []),
      ...(underscore ? underscored(text) : []),
      ...(dot ? dotted(text) : []),
      ...(cue ? cued(text) : []),
    ].map(finding => trimmed(finding, text)),
};
