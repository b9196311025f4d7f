import { words } from '../../detector.ts';
import type { Postcode } from '../../locale.ts';
import { oneOf } from '../../pattern.ts';
import { placeNames } from '../../placeNames.ts';
import { cities, clearStates, stateNames, states, wordStates } from './places.ts';

/** `portland or 97201`: a state that is a word counts behind a city. */
const cityAndState = words(cities).flatMap(city => words(wordStates).map(state => `${city}_${state}`));
const names = placeNames(`${clearStates} ${stateNames} ${cities} ${cityAndState.join(' ')}`);

/** ZIP codes (USPS Publication 28): five digits say nothing alone; four more, a state or a city before them do. */
export const zipCode: Postcode = {
  shape: /(?<![\p{L}\p{N}$£€₹#.:/-])(?<!\d,)\d{5}(?:-\d{4})?(?![\p{L}\p{N}%-]|[.,:/]\d)/gu,
  mixed: false,
  run: 5,
  behindPlace: names,
  before: [
    new RegExp(`(?<!\\p{L})${oneOf(states)}\\.?,?\\s{1,2}$`, 'u'),
    new RegExp(`,\\s{0,2}${oneOf(states)}\\.?,?\\s{1,2}$`, 'i'),
    /(?<!\p{L})(?:live|lives|living|staying|from|based|located|moved)\s(?:in|to|near|around)\s$/iu,
    /(?<!\p{L})(?:live|lives|living|im|i['’]?m|from|stay|staying|moved|based|located)\s(?:(?:in|to|near|at|from|around|out|of)\s){0,3}(?:(?!about|over|around|like|almost|only|just|the|a|more|than|with|and)\p{L}{3,20}[,]?\s){1,3}$/iu,
  ],
  after: /^\s(?:zip|area)(?!\p{L})/iu,
  accept: found => !/^\d{2}000$/.test(found),
};

/** ZIP+4 tells by its shape. */
export const zipPlusFour: Postcode = {
  shape: /(?<![\p{L}\p{N}$£€₹#.,:/-])\d{5}-\d{4}(?![\p{L}\p{N}-])/gu,
  mixed: false,
  run: 5,
};
