import {
  type Alias,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
} from 'yaml';
import type { Diagnostic, DiagnosticCode } from './diagnostic.ts';
import { nearestTo } from './diagnostic.ts';

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

interface Spot {
  readonly key: number;
  readonly value: number;
}

/** Where the members of a map or list are written. */
type Spots = ReadonlyMap<string | number, Spot>;

/** A configuration is written by hand: what is larger than this is a mistake or an attack. */
const mostBytes = 1 << 20;
/** Nodes after all aliases are filled in: a YAML bomb passes this with a few lines. */
const mostNodes = 100_000;
const deepest = 50;
/** JavaScript gives these a meaning of their own. */
const forbiddenKeys = new Set(['__proto__', 'prototype', 'constructor']);

class Refused extends Error {
  readonly code: DiagnosticCode;
  readonly offset: number;
  constructor(code: DiagnosticCode, offset: number, message: string) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

const isMergeKey = (key: unknown): boolean => isScalar(key) && (key.type ?? 'PLAIN') === 'PLAIN' && key.value === '<<';

/** Reads YAML. `file` is undefined where the text is not YAML at all. Never throws. */
export const readYaml = (name: string, text: string): { file: YamlFile | undefined; errors: readonly Diagnostic[] } => {
  const errors: Diagnostic[] = [];
  const lines = new LineCounter();
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const report = (
    code: DiagnosticCode,
    offset: number,
    message: string,
    found: string,
    expected: string,
    near?: string,
  ) =>
    errors.push({
      file: name,
      ...placeOf(offset),
      code,
      message,
      found,
      expected,
      ...(near === undefined ? {} : { nearest: near }),
    });

  if (Buffer.byteLength(text) > mostBytes) {
    report(
      'too_large',
      0,
      'the file is too large for a configuration',
      `${Buffer.byteLength(text)} bytes`,
      'at most 1MiB',
    );
    return { file: undefined, errors };
  }
  try {
    // Duplicate keys are looked for below: the library compares each key with each other one.
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
    for (const { message, pos, code } of [...document.errors, ...document.warnings]) {
      report('malformed_yaml', pos[0], `not valid YAML: ${message}`, code, 'YAML 1.2');
    }
    if (errors.length > 0) return { file: undefined, errors };

    const anchors = new Map<string, Node>();
    const targets = new Map<Alias, Node | undefined>();
    visit(document, {
      Node: (_key, node) => {
        if (isAlias(node)) targets.set(node, anchors.get(node.source));
        else if (node.anchor) anchors.set(node.anchor, node);
      },
    });

    const spotsOf = new WeakMap<object, Spots>();
    let nodes = 0;
    const offsetOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0;

    const target = (node: unknown): unknown => {
      if (!isAlias(node)) return node;
      const found = targets.get(node);
      if (found) return found;
      const names = [...anchors.keys()];
      report(
        'unknown_anchor',
        offsetOf(node),
        `there is no anchor &${node.source} above`,
        node.source,
        names.length > 0 ? `one of ${names.join(', ')}` : 'an anchor that is defined above',
        nearestTo(node.source, names),
      );
      return null;
    };

    const plainMap = (pairs: readonly Pair[], depth: number): object => {
      const members = new Map<string, unknown>();
      const spots = new Map<string | number, Spot>();
      const own = new Set<string>();
      for (const { key, value } of pairs) {
        if (isMergeKey(key)) {
          const merged = target(value);
          for (const item of isSeq(merged) ? merged.items : [merged]) {
            const source = target(item);
            if (!isMap(source)) {
              report(
                'wrong_value',
                offsetOf(value),
                '`<<` merges something that is not a map',
                'not a map',
                'an alias of a map',
              );
              continue;
            }
            const from = plain(source, depth + 1) as Record<string, unknown>;
            for (const [k, v] of Object.entries(from)) {
              if (members.has(k)) continue;
              members.set(k, v);
              spots.set(k, spotsOf.get(from)!.get(k)!);
            }
          }
          continue;
        }
        if (!isScalar(key)) {
          report('wrong_value', offsetOf(key), 'a key is not plain text', 'not text', 'a name');
          continue;
        }
        const k = isScalar(key) && key.value !== null ? String(key.source ?? key.value) : '';
        if (forbiddenKeys.has(k)) {
          report('reserved_name', offsetOf(key), `"${k}" cannot be a name here`, k, 'another name');
          continue;
        }
        if (own.has(k)) {
          report('duplicate_key', offsetOf(key), `"${k}" stands twice in the same map`, k, 'each key once');
          continue;
        }
        own.add(k);
        const written = target(value);
        // An anchor that is not there has been reported: that its value is missing too would be noise.
        if (isAlias(value) && written === null) continue;
        members.set(k, plain(written, depth + 1));
        spots.set(k, { key: offsetOf(key), value: written === null ? offsetOf(key) : offsetOf(written) });
      }
      const object = Object.fromEntries(members);
      spotsOf.set(object, spots);
      return object;
    };

    const plain = (node: unknown, depth: number): unknown => {
      if (++nodes > mostNodes) throw new Refused('too_large', offsetOf(node), 'aliases make the file too large');
      if (depth > deepest)
        throw new Refused('too_large', offsetOf(node), 'the file is nested too deeply, or in a circle');
      const found = target(node);
      if (isMap(found)) return plainMap(found.items, depth);
      if (isSeq(found)) {
        const list = found.items.map(item => plain(item, depth + 1));
        const spots = found.items.map((item, i): [number, Spot] => {
          const offset = offsetOf(isAlias(item) ? (targets.get(item) ?? item) : item);
          return [i, { key: offset, value: offset }];
        });
        spotsOf.set(list, new Map(spots));
        return list;
      }
      const value = isScalar(found) ? found.value : null;
      if (typeof value === 'number' && !Number.isFinite(value)) {
        report('wrong_value', offsetOf(found), 'a number has to be finite', String(value), 'a number');
        return 0;
      }
      return value;
    };

    const value = plain(document.contents, 0);
    const top = offsetOf(document.contents);
    const place = (path: Path, at: 'key' | 'value'): Place => {
      let spot: Spot = { key: top, value: top };
      let here = value;
      for (const step of path) {
        const next: Spot | undefined =
          here === null || typeof here !== 'object' ? undefined : spotsOf.get(here)?.get(step);
        // What is not there is reported where it would stand: at the key of what should hold it.
        if (!next) return placeOf(spot.key);
        spot = next;
        here = (here as Record<string | number, unknown>)[step];
      }
      return placeOf(spot[at]);
    };
    return { file: { name, value, place }, errors };
  } catch (error) {
    // The library's parser recurses: a file nested deeper than the stack ends here.
    const refused = error instanceof Refused ? error : new Refused('too_large', 0, 'the file is nested too deeply');
    report(refused.code, refused.offset, refused.message, 'too much', `at most ${mostNodes} values, ${deepest} levels`);
    return { file: undefined, errors };
  }
};
