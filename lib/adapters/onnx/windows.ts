import type { Tokenizer } from 'tokenizers';
import { ClassifierUnavailable } from '../../ports/tokenClassifier.ts';
import { packages } from './packages.ts';

/** A piece of a text, short enough to be cut into tokens at once. */
interface Segment {
  readonly start: number;
  readonly text: string;
}

/** Tokens that a model reads at once. Its own tokens, such as `[CLS]`, have an empty span. */
export interface Window {
  readonly ids: readonly number[];
  /** UTF-16 offsets into the whole text, two for each token. */
  readonly spans: Uint32Array;
}

/** UTF-16 units. A tokenizer holds some hundred bytes for each: the whole of a long text would cost gigabytes. */
const segmentLength = 4096;
/** Segments share this much, so that no name is seen only in part and without what stands before it. */
const segmentOverlap = 512;

const splitsPair = (text: string, at: number): boolean =>
  /[\udc00-\udfff]/.test(text[at] ?? '') && /[\ud800-\udbff]/.test(text[at - 1] ?? '');

/** A place to cut, after a space where there is one in the last `segmentOverlap` units before `at`. */
const cutBefore = (text: string, at: number): number => {
  for (let i = at; i > at - segmentOverlap; i--) if (/\s/.test(text[i - 1]!)) return i;
  return splitsPair(text, at) ? at - 1 : at;
};

function* segments(text: string): Iterable<Segment> {
  let start = 0;
  while (text.length - start > segmentLength) {
    const end = cutBefore(text, start + segmentLength);
    yield { start, text: text.slice(start, end) };
    start = cutBefore(text, end - segmentOverlap);
  }
  yield { start, text: text.slice(start) };
}

/** UTF-16 offset of each code point of the text, and its length at the end; undefined where the two count alike. */
const unitsOf = (text: string): Uint32Array | undefined => {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return undefined;
  const units = new Uint32Array(text.length + 1);
  let points = 0;
  for (let i = 0; i < text.length; i += text.codePointAt(i)! > 0xffff ? 2 : 1) units[points++] = i;
  units[points] = text.length;
  return units;
};

/** The tokens that a model wants around those of a text, as `[CLS]` and `[SEP]`. */
interface Frame {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

const frameOf = async (tokenizer: Tokenizer): Promise<Frame> => {
  const sample = await tokenizer.encode('a');
  const own = sample.getSpecialTokensMask();
  const [first, last] = [own.indexOf(0), own.lastIndexOf(0)];
  if (first < 0) throw new ClassifierUnavailable('tokenizer.json makes no token of the letter a');
  const ids = sample.getIds();
  return { before: ids.slice(0, first), after: ids.slice(last + 1) };
};

/** Cuts texts into windows. */
export interface Windows {
  of(text: string): AsyncIterable<Window>;
  /** A window as long as any can be. */
  longest(): Promise<Window>;
}

/**
 * Windows of at most `maxTokens` tokens, which share a quarter of them with the next. Reads any tokenizer.json that Hugging
 * Face's own library reads. @throws ClassifierUnavailable when it is none
 */
export const windows = async (json: string, maxTokens: number): Promise<Windows> => {
  const { tokenizers } = packages();
  let tokenizer: Tokenizer;
  try {
    tokenizer = tokenizers.Tokenizer.fromString(json);
  } catch (error) {
    throw new ClassifierUnavailable(`tokenizer.json cannot be read: ${(error as Error).message}`);
  }
  tokenizer.disablePadding();
  // The library's own windows leave tokens out (tokenizers 0.23.2): they are cut here.
  tokenizer.disableTruncation();
  const { before, after } = await frameOf(tokenizer);
  const room = maxTokens - before.length - after.length;
  const step = room - Math.floor(maxTokens / 4);
  if (step < 1) throw new ClassifierUnavailable(`second_stage.max_tokens: ${maxTokens} leave no room for a text`);

  async function* of(text: string): AsyncIterable<Window> {
    for (const segment of segments(text)) {
      const units = unitsOf(segment.text);
      const encoding = await tokenizer.encode(segment.text, null, { addSpecialTokens: false });
      const ids = encoding.getIds();
      const offsets = encoding.getOffsets();
      for (let from = 0; from < ids.length; from += step) {
        const own = offsets.slice(from, from + room);
        const spans = new Uint32Array(2 * (before.length + own.length + after.length));
        own.forEach(([start, end], i) => {
          const token = before.length + i;
          spans[2 * token] = segment.start + (units ? units[start!]! : start!);
          spans[2 * token + 1] = segment.start + (units ? units[end!]! : end!);
        });
        yield { ids: [...before, ...ids.slice(from, from + room), ...after], spans };
        if (from + room >= ids.length) break;
      }
    }
  }

  return {
    of,
    longest: async () => {
      for await (const window of of('a '.repeat(maxTokens))) return window;
      throw new ClassifierUnavailable('tokenizer.json makes no token of the letter a');
    },
  };
};
