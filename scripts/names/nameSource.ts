import type { Entry } from './lexicon.ts';
import type { Random } from './random.ts';

/** Draws names as people have them: common ones often, rare and foreign ones too, misspelled, stretched, invented. */
export interface NameSource {
  readonly first: (random: Random, language: Language) => string;
  readonly last: (random: Random, language: Language) => string;
  readonly place: (random: Random) => string;
  /** A first name that is a word as well. */
  readonly word: (random: Random) => string;
  /** Vietnamese and Chinese names in three parts, Indian ones in two. */
  readonly parts: (random: Random) => string;
  /** What others call themselves in a network, or a network itself: `NightOwl42`. */
  readonly handle: (random: Random) => string;
  readonly medicine: (random: Random) => string;
}
export type Language = 'en' | 'es' | 'fr';

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

const cumulative = (items: readonly [string, number][]) => {
  const sums: number[] = [];
  let sum = 0;
  for (const [, weight] of items) {
    sum += weight;
    sums.push(sum);
  }
  return (random: Random): string => {
    const wanted = random.next() * sum;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return items[low]![0];
  };
};

const onsets = 'b c d f g h j k l m n p r s t v w z br ch cl dr fr gr kr kh sh st th tr y'.split(' ');
const nuclei = 'a e i o u a e i o ai ee ia ie ou aa'.split(' ');
const codas = ['', '', '', '', 'n', 'r', 'l', 's', 'm', 'th', 'k', 'nd', 'sh', 'sz', 'v', 'tt'];

const invented = (random: Random): string => {
  const count = 2 + random.below(2);
  let word = '';
  for (let i = 0; i < count; i++)
    word += random.of(onsets) + random.of(nuclei) + (i === count - 1 ? random.of(codas) : '');
  return word;
};

const misspelled = (random: Random, name: string): string => {
  const at = 1 + random.below(Math.max(1, name.length - 1));
  switch (random.below(6)) {
    case 0:
      return name + name.at(-1)!.repeat(1 + random.below(3));
    case 1:
      return name.slice(0, at) + name.slice(at + 1);
    case 2:
      return name.slice(0, at) + (name[at] ?? '') + name.slice(at);
    case 3:
      return name.length > 4 ? name.slice(0, 3 + random.below(2)) : name;
    case 4:
      return name.length > 4
        ? name.slice(0, 3 + random.below(2)) + random.of(['y', 'ie', 'o', 'i', 'a', 's', 'z'])
        : `${name}y`;
    default:
      return name.slice(0, at) + random.of(['a', 'e', 'i', 'y', 'k', 'h']) + name.slice(at + 1);
  }
};

const vowel = /[aeiouy]/;

/** As names are shortened in Britain, Ireland and Australia: Davo, Macca, Gazza, Becks, Smithy, Robbo. */
const shortened = (random: Random, name: string): string => {
  const begin = /^[^aeiouy]*[aeiouy]+[^aeiouy]/.exec(name)?.[0];
  if (!begin || begin.length > 6) return name;
  const stem = begin.endsWith('r') ? `${begin.slice(0, -1)}z` : begin.endsWith('c') ? `${begin.slice(0, -1)}ck` : begin;
  const doubled = stem.endsWith('ck') || vowel.test(stem.at(-2)!) === false ? stem : stem + stem.at(-1)!;
  switch (random.below(9)) {
    case 0:
    case 1:
      return `${doubled}a`;
    case 2:
    case 3:
      return `${doubled}o`;
    case 4:
      return `${stem}o`;
    case 5:
      return `${stem}s`;
    case 6:
      return `${doubled}ers`;
    case 7:
      return `${doubled}y`;
    default:
      return `${begin.replace(/[rln]$/, '')}zza`;
  }
};

const vietnamese = {
  last: 'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh truong trinh mai cao luu'.split(
    ' ',
  ),
  middle: 'thi van duc minh ngoc thanh quoc huu kim bao xuan thu hong hoai anh gia khanh my phuong tuan'.split(' '),
  first:
    `anh hoa lan linh huong mai thao trang nga hanh phuong dung hung tuan long nam khoa son quang hai binh cuong dat duy
    giang hieu huy khanh kien lam loan ly minh my nga ngan nghia nhi nhung phuc quan quynh tam thang thuy tien tin toan tri
    trinh trung tu tung uyen van vinh vy yen`.split(/\s+/),
};
const chinese = {
  last: `li wang zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang song zheng xie han tang feng
    yu dong xiao cheng cao yuan deng lim tan ng wong chan cheung leung lau`.split(/\s+/),
  part: `wei min jing li qiang lei jun yang yong yan jie juan tao chao ming hui xiu xia ping gang gui ying hua yu xin mei
    ling fang na bo chen hao xiao yi zi han tian rui yue qi jia wen bin kai long shan ting ning mei siu wai ka man ho kit yee`.split(
    /\s+/,
  ),
  /** As Hokkien, Teochew and Cantonese names are written in Singapore and Malaysia. */
  south:
    `seng beng boon chee kwang kok leong hwee siew hui choon geok swee hock huat kiat kheng lay leng lian mui peng poh
    soon teck thiam wee yew yong zhi jun jie xin yi wei ming shu hui min kai xuan pei shan yun wen jing ying yan ru zi qi han`.split(
      /\s+/,
    ),
};
const capitals = (words: readonly string[], between: string): string => words.map(capital).join(between);

interface Names {
  readonly first: readonly string[];
  readonly last: readonly string[];
}
export type RegionalNames = Readonly<Record<'es' | 'fr' | 'in' | 'far', Names>>;

type FakerLocales = Readonly<
  Record<string, { person?: Record<string, Record<string, (string | { value: string })[]> | undefined> }>
>;

/** Names by region, of both Fakers (JavaScript and Python). */
export const regionalNames = (
  javascript: object,
  python: Readonly<Record<'first' | 'last', Readonly<Record<string, readonly string[]>>>>,
): RegionalNames => {
  const of = (kind: 'first' | 'last', locale: RegExp): string[] => {
    const found = Object.entries(javascript as FakerLocales)
      .filter(([tag]) => locale.test(tag))
      .flatMap(([, { person }]) => Object.values(person?.[`${kind}_name`] ?? {}).flat())
      .map(name => (typeof name === 'string' ? name : name.value));
    const more = Object.entries(python[kind]).flatMap(([tag, names]) => (locale.test(tag) ? names : []));
    return [
      ...new Set(
        [...found, ...more].filter(name => /^[A-Za-z\u00c0-\u024f]{2,}$/.test(name)).map(name => name.toLowerCase()),
      ),
    ];
  };
  const names = (locale: RegExp): Names => ({ first: of('first', locale), last: of('last', locale) });
  return { es: names(/^es/), fr: names(/^fr/), in: names(/^(?:en_IN|hi|ta_IN)/), far: names(/^(?!en|es|fr)/) };
};

export const nameSource = (
  entries: ReadonlyMap<string, Entry>,
  nicknames: readonly string[],
  regional: RegionalNames,
  medicines: readonly string[],
): NameSource => {
  const given = [...entries].filter(([word, e]) => e.first >= 2 && word.length > 1);
  // As often as births say, flattened: rare names must be learned too. A word is a name as rarely as it is one in texts.
  const common = cumulative(
    given.map(([word, e]) => [word, Math.max(e.births, 200) ** 0.6 / (e.word ? 1 + e.surplus * e.surplus : 1)]),
  );
  const any = cumulative(given.filter(([, e]) => e.word === 0).map(([word]) => [word, 1]));
  const family = cumulative(
    [...entries].filter(([, e]) => e.last >= 2).map(([word, e]) => [word, e.last === 3 ? 6 : 1]),
  );
  const words = cumulative(
    given.filter(([, e]) => e.word !== 0 && e.first > 3).map(([word, e]) => [word, Math.max(e.births, 1000) ** 0.3]),
  );
  const first = (random: Random, language: Language): string => {
    const dice = random.next();
    if (language !== 'en' && dice < 0.5) return random.of(regional[language].first);
    if (dice < 0.4) return common(random);
    if (dice < 0.51) return random.of(nicknames);
    if (dice < 0.53) return shortened(random, random.chance(0.7) ? common(random) : family(random));
    if (dice < 0.6) return any(random);
    if (dice < 0.73) return words(random);
    if (dice < 0.79) return random.of(regional.in.first);
    if (dice < 0.81) return random.of(regional.es.first);
    if (dice < 0.84) return random.of(regional.fr.first);
    if (dice < 0.9) return random.of(regional.far.first);
    if (dice < 0.96) return misspelled(random, common(random));
    return invented(random);
  };
  const last = (random: Random, language: Language): string => {
    const dice = random.next();
    if (language !== 'en' && dice < 0.6) return random.of(regional[language].last);
    if (dice < 0.5) return family(random);
    if (dice < 0.6) return random.of(regional.in.last);
    if (dice < 0.9) return random.of(regional.far.last);
    return invented(random);
  };
  const places = [...entries].filter(([, e]) => e.place === 1 && e.zipf > 0).map(([word]) => word);
  const plain = [...entries]
    .filter(([word, e]) => e.word & 1 && e.zipf > 3.7 && e.zipf < 5.2 && e.first === 0 && /^[a-z]{3,8}$/.test(word))
    .map(([word]) => word);
  const parts = (random: Random): string => {
    if (random.chance(0.4)) {
      const { last, middle, first } = vietnamese;
      const all = [random.of(last), random.of(middle), random.of(first)];
      return capitals(random.chance(0.8) ? all : all.slice(1), ' ');
    }
    const part = random.chance(0.35) ? chinese.south : chinese.part;
    const given = [random.of(part), random.of(part)];
    if (random.chance(0.25)) return random.chance(0.6) ? capital(given.join('')) : capitals(given, ' ');
    const family = random.of(chinese.last);
    const dice = random.next();
    if (dice < 0.25) return capitals([family, given.join('')], ' ');
    if (dice < 0.4) return capitals([given.join(''), family], ' ');
    if (dice < 0.5) return `${capital(family)} ${capitals(given, '-')}`;
    return capitals([family, ...given], ' ');
  };
  const handle = (random: Random): string => {
    const count = 2 + random.below(2);
    const words = Array.from({ length: count }, () => random.of(plain));
    // Words with capitals and nothing else are as often somebody's name.
    const end = random.chance(0.25)
      ? ''
      : random.chance(0.3)
        ? random.of(['5G', '_5G', '_EXT', 'XD', 'TV', 'YT', '_2G'])
        : `${random.below(3000)}`;
    return (random.chance(0.7) ? capitals(words, '') : capitals(words, random.of(['_', '-', '.']))) + end;
  };
  return {
    word: random => capital(words(random)),
    parts,
    handle,
    // Misspelled, they are unknown, and what is left is how they end.
    medicine: random => {
      const name = random.of(medicines);
      return random.chance(0.2) && name.length > 5 ? misspelled(random, name) : name;
    },
    place: random => capital(random.of(places)),
    first: (random, language) => capital(first(random, language)),
    last: (random, language) => capital(last(random, language)),
  };
};
