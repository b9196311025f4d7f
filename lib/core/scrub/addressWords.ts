/** A word of a street's name. */
export const word = "\\p{L}[\\p{L}'’.-]{0,24}";
/** One with a capital. */
export const capitalised = "\\p{Lu}[\\p{L}'’.-]{0,24}";

/** Where a number may begin that is a house's: not within another number, not after a currency. */
export const numberStart = '(?<![\\p{L}\\p{N}$£€₹]|\\d[.,:/-])';
export const houseNumber = '#?\\d{1,6}[a-z]?(?:\\s?[-/]\\s?(?:\\d{1,5}[a-z]?|[a-z](?!\\p{L})))?';

/** Words that no street's name has: a number before them counts things. */
export const counted =
  /(?<!\p{L})(?:an?|my|your|ur|his|her|their|our|this|that|these|those|on|in|at|to|too|off?|from|for|with|and|or|is|are|was|were|am|it|its|we|i|im|ive|he|she|they|u|you|me|days?|weeks?|wks?|months?|years?|yrs?|hours?|hrs?|hr|mins?|minutes?|secs?|seconds?|times?|people|kids?|guys|girls?|boys?|friends?|dogs?|cats?|cars?|miles?|km|kms|meters?|metres?|feet|ft|blocks?|steps?|stars?|beds?|bedrooms?|bathrooms?|rooms?|lanes?|pages?|doors?|stops?|streets?|houses?|towns?|states?|flights?|more|less|mg|ml|mcg|kg|lbs?|pm|est|pst|percent|dollars?|bucks|pounds|quid|pills?|points?|grand|lol|so|but|if|when|then|who|what|how|every|any|no|not|per|out|up|into|about|around|by|just|only|already|now|ago|away|straight|different|other|others|whole|big|small|new|old|long|good|bad|best|safe|same|full|half|hot|cold|quick|short|hard|easy|more|long|very|really|still|again|because|cuz|since|till|until|before|after|later|during|minute|hour|day|week|month|year|day's|car|bed|star|step|way|ways|first|second|third|tonight|today|tomorrow|yesterday|being|having|going|trying|walking|driving|running|please|pls|thanks|the)(?!\p{L})/iu;

/** Alternatives of words, each in lower case or with a capital, where the case of other letters matters. */
export const eitherCase = (list: string): string =>
  `(?:${list
    .trim()
    .split(/\s+/)
    .map(one => `[${one[0]}${one[0]!.toUpperCase()}]${one.slice(1)}`)
    .join('|')})`;
