import { anyOf, onlyIf, pattern } from '../pattern.ts';

const services =
  'snap(?:chat)?|sc|insta(?:gram)?|ig|discord|tik\\s?tok|twitter|kik|telegram|xbox|psn|gamer\\s?tag|steam|roblox|fortnite|tumblr|reddit|facebook|fb|messenger|twitch|usernames?|user\\s?name|handle|usuario|pseudo';

/** What a plain word never has. */
const hasMark = /[\d_.#]/;

/** Handles: after an @, after u/, or after the name of a service. */
export const username = anyOf(
  onlyIf(/@/, pattern('USERNAME', 0.85, /(?<![\p{L}\p{N}@._+\uE000\uE001-])@[a-z0-9_](?:[\w.]{0,28}\w)?/giu)),
  onlyIf(/\bu\//i, pattern('USERNAME', 0.85, /(?<![\p{L}\p{N}/])u\/[\w-]{3,20}/giu)),
  onlyIf(
    new RegExp(`(?<!\\p{L})(?:${services})(?!\\p{L})`, 'iu'),
    pattern(
      'USERNAME',
      0.8,
      new RegExp(
        `(?<!\\p{L})(?:${services})(?!\\p{L})(?:\\s+(?:name|handle|id|user|username|account|acc|tag|me))?\\s*(?<mark>(?:is|es|est|it'?s|its|:|=|-|@|->|→|me at|me|at|on)?\\s*)(?<it>@?[\\p{L}\\p{N}_][\\w.#-]{2,31})`,
        'giu',
      ),
      (found, match) =>
        hasMark.test(found.replace(/[.#-]+$/, '')) ||
        /[:=@]\s*$/.test(match.groups?.['mark'] ?? '') ||
        found.startsWith('@'),
    ),
  ),
);
