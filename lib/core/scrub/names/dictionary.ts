import { alsoWords, firstNames, surnames } from './lists.ts';

const setOf = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Names that a word list knows as words, but that hardly anybody means as one in a chat. */
const namesAllTheSame = setOf(`
  josh jimmy bobby heather jasmine derrick harry larry patrick kitty molly peggy penny polly randy ricky robin sally sandy
  stefan tommy tony vicky wally willy zachary benjamin billy homer hector trent stewart stuart warren wayne clint curt
  eddy gary jerry johns kelvin mathew nick nicky oliver oscar percy peters ronald samson terry victoria winston
`);

/** Names that are words elsewhere than in the word list: places, words of Spanish and French, and of chats. */
const wordsAllTheSame = setOf(`
  africa america asia austin boston bronx brooklyn cairo camden carolina chelsea china dakota dallas denver dublin egypt
  florence geneva georgia hollywood houston india indiana ireland israel italy jordan kenya kent lima london madison
  melbourne memphis milan montana orlando oxford paris phoenix princeton raleigh rome santiago savannah seattle sydney
  troy vegas venice verona vienna virginia york lincoln washington jackson houston chandler trinity
  angeles blanca bueno cielo cruz dolores domingo estrella flores guerra julio leal luz mar marina marine mercedes nieves
  paz pilar reina rey reyes rosa salvador santos sol soledad vida victoria aime blanche chance clair cher desiree fleur
  jean marie noel rose chere belle ange mon son les des une pas ses
  christian god jesus mohammad muhammad messiah lord baby mama papa papi lil princess majesty queen prince king sir saint
  miss junior alexa siri google disney marvel thor loki sully jedi draco arya khaleesi princesa bebe
  an al bo ed ty vi jo ma my do so see sun sky star storm winter wren rain river ocean stone rocky rusty blue
  pat lee ray jay art dean drew max rich sandy dusty bud buddy sonny sunny happy merry angel
  an anal come ever make many even any some most such very will may can mark
`);

const isWord = new Set([...setOf(alsoWords), ...wordsAllTheSame].filter(name => !namesAllTheSame.has(name)));
const given = setOf(firstNames);
const family = setOf(surnames);

/** Lower case, without accents: `Zoë` is listed as `zoe`. */
export const folded = (word: string): string => {
  const lower = word.toLowerCase();
  return /^[a-z]*$/.test(lower) ? lower : lower.normalize('NFD').replaceAll(/\p{M}/gu, '');
};

/** A first name that is nothing else: enough by itself. */
export const isClearFirstName = (word: string): boolean => word.length > 2 && given.has(word) && !isWord.has(word);

/** A first name, perhaps an ordinary word too: needs a context. */
export const isFirstName = (word: string): boolean => given.has(word);

export const isSurname = (word: string): boolean => family.has(word);

/** A name that is an ordinary word too. */
export const isWordToo = (word: string): boolean => isWord.has(word);
