import { LineCounter, parseDocument } from 'yaml';
import type { Diagnostic } from './diagnostic.ts';
import {
  deepest,
  mostNodes,
  offsetOf,
  type PlainYaml,
  plainYaml,
  type ReportAt,
  type Spot,
  TooMuch,
} from './plainYaml.ts';

export type Path = readonly (string | number)[];

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A YAML file as plain values, anchors and merges filled in, that knows where each of them is written. */
export interface YamlFile {
  readonly name: string;
  readonly value: unknown;
  /** Where the value at the path, or its key, is written: for what came through an alias, where its text stands. */
  place(path: Path, at: 'key' | 'value'): Place;
}

/** A configuration is written by hand: what is larger than this is a mistake or an attack. */
const mostBytes = 1 << 20;

const spotAt = ({ value, spotsOf }: PlainYaml, top: number, path: Path, at: 'key' | 'value'): number => {
  let spot: Spot = { key: top, value: top };
  let here = value;
  for (const step of path) {
    const next = here === null || typeof here !== 'object' ? undefined : spotsOf.get(here)?.get(step);
    // What is not there is reported where it would stand: at the key of what should hold it.
    if (!next) return spot.key;
    spot = next;
    here = (here as Record<string | number, unknown>)[step];
  }
  return spot[at];
};

/** Reads YAML. `file` is undefined where the text is not YAML at all. Never throws. */
export const readYaml = (name: string, text: string): { file: YamlFile | undefined; errors: readonly Diagnostic[] } => {
  const errors: Diagnostic[] = [];
  const lineCounter = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const report: ReportAt = (code, offset, message, found, expected, nearest) =>
    errors.push({ file: name, ...placeOf(offset), code, message, found, expected, ...(nearest ? { nearest } : {}) });

  const size = Buffer.byteLength(text);
  if (size > mostBytes) {
    report('too_large', 0, 'the file is too large for a configuration', `${size} bytes`, 'at most 1MiB');
    return { file: undefined, errors };
  }
  try {
    // Without uniqueKeys: the library compares each key with each other one; plainYaml looks for duplicates itself.
    const document = parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false });
    for (const { message, pos, code } of [...document.errors, ...document.warnings]) {
      report('malformed_yaml', pos[0], `not valid YAML: ${message}`, code, 'YAML 1.2');
    }
    if (errors.length > 0) return { file: undefined, errors };
    const plain = plainYaml(document, report);
    const top = offsetOf(document.contents);
    return { file: { name, value: plain.value, place: (path, at) => placeOf(spotAt(plain, top, path, at)) }, errors };
  } catch (error) {
    // RangeError: the library's parser recurses, and a file nested deeper than the stack ends it.
    if (!(error instanceof TooMuch || error instanceof RangeError)) throw error;
    const offset = error instanceof TooMuch ? error.offset : 0;
    const message = error instanceof TooMuch ? error.message : 'the file is nested too deeply';
    report('too_large', offset, message, 'too much', `at most ${mostNodes} values, ${deepest} levels`);
    return { file: undefined, errors };
  }
};
