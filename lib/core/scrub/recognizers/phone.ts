import { after, before } from '../context.ts';
import type { Detector } from '../detector.ts';
import type { Finding } from '../finding.ts';
import { gapAfter, shapeOf, type WrittenNumber } from '../numbers.ts';

/** ITU-T E.164: at most 15 digits. Below 7 they are short codes, which are public. */
const [fewest, most] = [7, 15];

/** How people part numbers that start with no 0, + or country's code. */
const usualShapes = new Set(
  '10 11 12 13 3-3-4 3-7 6-4 2-4-4 2-8 5-5 4-3-3 4-6 3-4-3 2-2-2-2-2 3-3-2-2 3-2-2-3 1-3-3-4 1-10 1-3-7 4-3-4 4-7 2-10 2-5-5 2-2-4-4 2-3-3-4 2-4-6 2-4-3-3 2-5-6 2-1-2-2-2-2 2-9 2-3-3-3 2-1-4-4 2-1-8 3-9 3-2-3-4 3-2-7 3-1-3-4 4-3-3-4 4-2-2-2-2 2-3-7 2-1-2-4-4 2-1-3-3-4 2-1-10'.split(
    ' ',
  ),
);
/** In three parts, as much of the world writes a number whatever its plan. */
const anyPlan = new Set(['3-3-4', '1-3-3-4']);

const date =
  /^(?:(?:19|20)\d{2}([-/. ])[01]?\d\1[0-3]?\d|[0-3]?\d([-/. ])[0-3]?\d\2(?:(?:19|20)\d{2}|\d{2}$))(?!\d|[-/.]\d)/;
const isoDate = /(?<!\d)(?:19|20)\d{2}([-/.])[01]?\d\1[0-3]?\d(?!\d)/;
const years = /^(?:19|20)\d{2}\s?[-–/ ]\s?(?:19|20)\d{2}$/;
const gaps = /^(?:[ .\-/_*·]{0,3}|[ -]?\(|\)[ -]{0,2}|\) ?- ?)$/;
const money = /[$£€₹]\s?$/;
const unit =
  /^\s?(?:%|(?:mg|ml|mcg|kg|km|lbs?|dollars?|bucks|pesos|euros?|quid|rupees|rs|people|times|views|followers|points|steps|calories|years)(?!\p{L}))/iu;

const cueBefore =
  /(?<!\p{L})(?:call|text|txt|phone|cell|cellphone|mobile|mob|number|numbers|num|tel|telephone|hp|handphone|reach|whats\s?app|wa|ring|dial|contact|digits|fax|pager|ll[aá]ma\w{0,4}|marca\w{0,3}|n[uú]mero|tel[eé]fono|celular|cel|m[oó]vil|appell?e\w{0,3}|num[eé]ro|t[eé]l[eé]phone|tél|portable|ph|no|(?<!#)#)(?:[\s.:,'’"()=#-]{1,3}\p{L}{1,9}){0,4}[\s.:,'’"()=#-]{0,3}$/iu;
const cueAfter =
  /^[\s,()-]{0,3}(?:(?:is|es|est|c['’]est|thats|that'?s)\s)?(?:my|me|mi|mon|her|his|the)\s(?:new\s)?(?:cell|phone|mobile|number|num|cel|celular|n[uú]mero|num[eé]ro|tel|t[eé]l|digits)(?!\p{L})/iu;

/** Nothing but digits: national numbers of these plans, and international ones. */
const planOf = (plans: readonly string[]): RegExp => new RegExp(`^(?:${plans.join('|')}|0(?:0|11)[1-9]\\d{8,12})$`);

/** How one number may be read: whether it is one, and where it ends. */
const reader = (plans: readonly string[], publicNumbers: ReadonlySet<string>) => {
  const plan = planOf(plans);
  const isPublic = (digits: string): boolean =>
    publicNumbers.has(digits.replace(/^(?:00|011)?(?:1(?=[2-9]\d{9}$)|44|353|61|91|52|33)?/, '')) ||
    publicNumbers.has(digits);

  const joined = (text: string, number: WrittenNumber, i: number): boolean => gaps.test(gapAfter(text, number, i));

  /** Plus sign or bracket that belongs to it. */
  const startOf = (text: string, start: number): number => {
    let from = start;
    if (text[from - 1] === '(') from--;
    if (text[from - 1] === '+') from--;
    return from;
  };

  const isWhole = (text: string, number: WrittenNumber, from: number, to: number, digits: string): boolean => {
    const plus = text.slice(startOf(text, number.starts[from]!), number.starts[from]!).includes('+');
    const shape = shapeOf(number, from, to);
    const written = text.slice(number.starts[from], number.ends[to]);
    if (plus && digits[0] !== '0') return digits.length >= 8 && to - from <= 6;
    if (anyPlan.has(shape) && /[-.)]/.test(written)) return true;
    if (!plan.test(digits)) return false;
    if (digits[0] !== '0') return from === to || usualShapes.has(shape);
    if (from === to) return true;
    if (number.groups[from] === '0' && /[.,]/.test(gapAfter(text, number, from))) return false;
    if (to - from > 5 || date.test(written)) return false;
    for (let i = from; i <= to; i++) if (number.groups[i]!.length < 2 && i > from + 1) return false;
    return true;
  };

  /** The last group of the longest number that starts at this group; -1 when there is none. */
  const wholeFrom = (text: string, number: WrittenNumber, from: number): number => {
    let digits = '';
    let best = -1;
    for (let to = from; to < number.groups.length; to++) {
      if (to > from && !joined(text, number, to - 1)) break;
      digits += number.groups[to];
      if (digits.length > most) break;
      if (digits.length >= 8 && isWhole(text, number, from, to, digits)) {
        best = to;
        // A number with its plan complete goes no further, whatever digits come next.
        if (plan.test(digits) && digits.length >= 11 && !digits.startsWith('00')) break;
      }
    }
    return best;
  };

  /** A shorter or unknown number that a cue or its hyphen gives away. */
  const partFrom = (text: string, number: WrittenNumber, from: number, until: number): number => {
    let digits = '';
    let to = from;
    for (; to < until; to++) {
      if (to > from && !joined(text, number, to - 1)) break;
      if (digits.length + number.groups[to]!.length > most) break;
      digits += number.groups[to];
    }
    to--;
    if (to < from || digits.length < fewest) return -1;
    const written = text.slice(number.starts[from], number.ends[to]);
    if (date.test(written) || years.test(written) || isoDate.test(written)) return -1;
    const shape = shapeOf(number, from, to);
    if (shape === '3-4' && gapAfter(text, number, from) === '-') return to;
    const prior = before(text, number.starts[from]!, 48);
    if (cueBefore.test(prior) || cueAfter.test(after(text, number.ends[to]!, 40))) return to;
    const next = after(text, number.ends[to]!, 1);
    return shape === '3-4' &&
      /^(?:|[\n.,!?;)])$/.test(next) &&
      !/^(?:19|20)/.test(number.groups[to]!) &&
      number.groups[from]![0]! > '1'
      ? to
      : -1;
  };

  const spanned = (text: string, number: WrittenNumber, from: number, to: number): Finding | undefined => {
    const digits = number.groups.slice(from, to + 1).join('');
    const start = startOf(text, number.starts[from]!);
    const end = number.ends[to]!;
    if (isPublic(digits)) return undefined;
    if (money.test(before(text, start, 3)) || unit.test(after(text, end, 14))) return undefined;
    if (/[.,]\d?$/.test(before(text, start, 2)) && /\d/.test(text[start - 2] ?? '')) return undefined;
    // With a plus it is no other number, whatever check digits say.
    return { start, end, label: 'PHONE', score: text[number.starts[from]! - 1] === '+' ? 0.97 : 0.8 };
  };

  return (text: string, number: WrittenNumber): readonly Finding[] => {
    const findings: Finding[] = [];
    let free = 0;
    const take = (from: number, to: number): void => {
      const finding = spanned(text, number, from, to);
      if (finding) findings.push(finding);
    };
    const lookForParts = (until: number): void => {
      for (let from = free; from < until; from++) {
        const to = partFrom(text, number, from, until);
        if (to < 0) continue;
        take(from, to);
        from = to;
      }
    };
    for (let from = 0; from < number.groups.length; from++) {
      const to = wholeFrom(text, number, from);
      if (to < 0) continue;
      lookForParts(from);
      take(from, to);
      free = to + 1;
      from = to;
    }
    lookForParts(number.groups.length);
    return findings;
  };
};

/**
 * Phone numbers of these numbering plans (expressions over all digits of a number, with trunk prefix or country's code),
 * and in international form (ITU-T E.164). Public numbers, such as those of crisis lines, are nobody's: they stay.
 */
export const phone = (plans: readonly string[], publicNumbers: readonly string[]): Detector => {
  const read = reader(plans, new Set(publicNumbers));
  return {
    worth: ({ digits }) => digits >= fewest,
    find: (text, numbers) =>
      numbers.flatMap(number =>
        number.groups.length === 1 && number.groups[0]!.length < fewest ? [] : read(text, number),
      ),
  };
};
