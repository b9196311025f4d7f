import { type Alias, type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, visit } from 'yaml';
import { type DiagnosticCode, nearestTo, oneOf } from './diagnostic.ts';

/** Where a member of a map or list is written: offsets into the text. */
export interface Spot {
  readonly key: number;
  readonly value: number;
}

/** A document as plain values, and where the members of each of its maps and lists are written. */
export interface PlainYaml {
  readonly value: unknown;
  readonly spotsOf: WeakMap<object, ReadonlyMap<string | number, Spot>>;
}

export type ReportAt = (
  code: DiagnosticCode,
  offset: number,
  message: string,
  found: string,
  expected: string,
  nearest?: string,
) => void;

/** Nodes after all aliases are filled in: a YAML bomb passes this with a few lines. */
export const mostNodes = 100_000;
export const deepest = 50;

/** The document holds more than a configuration can: nothing is said of the rest. */
export class TooMuch extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super('the file is nested too deeply, or its aliases make it too large');
    this.offset = offset;
  }
}

/** JavaScript gives these a meaning of their own. */
const forbiddenKeys = new Set(['__proto__', 'prototype', 'constructor']);

export const offsetOf = (node: unknown): number => (node as Node | null)?.range?.[0] ?? 0;

const isMergeKey = (key: unknown): boolean => isScalar(key) && (key.type ?? 'PLAIN') === 'PLAIN' && key.value === '<<';

/** What each alias stands for: the last anchor of its name above it. */
const aliasTargets = (document: Document) => {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node | undefined>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) targets.set(node, anchors.get(node.source));
      else if (node.anchor) anchors.set(node.anchor, node);
    },
  });
  return { targets, names: [...anchors.keys()] };
};

/** Fills in aliases and merges. The library does so too, but forgets where the text stands. @throws TooMuch */
export const plainYaml = (document: Document, report: ReportAt): PlainYaml => {
  const { targets, names } = aliasTargets(document);
  const spotsOf = new WeakMap<object, ReadonlyMap<string | number, Spot>>();
  let nodes = 0;

  const count = (node: unknown, depth: number): void => {
    if (++nodes > mostNodes || depth > deepest) throw new TooMuch(offsetOf(node));
  };

  /** Undefined for an alias without anchor, which is reported. */
  const target = (node: unknown): unknown => {
    if (!isAlias(node)) return node;
    const found = targets.get(node);
    if (!found) {
      const message = `there is no anchor &${node.source} above`;
      const expected = names.length > 0 ? oneOf(names) : 'an anchor that is defined above';
      report('unknown_anchor', offsetOf(node), message, node.source, expected, nearestTo(node.source, names));
    }
    return found;
  };

  const merge = (into: Map<string, unknown>, spots: Map<string | number, Spot>, value: unknown, depth: number) => {
    const merged = target(value);
    for (const item of isSeq(merged) ? merged.items : [merged]) {
      count(item, depth);
      const source = target(item);
      if (source === undefined) continue;
      if (!isMap(source)) {
        const message = '`<<` merges something that is not a map';
        report('wrong_value', offsetOf(value), message, 'not a map', 'an alias of a map');
        continue;
      }
      const from = plain(source, depth + 1) as Record<string, unknown>;
      for (const [key, member] of Object.entries(from)) {
        if (into.has(key)) continue;
        into.set(key, member);
        spots.set(key, spotsOf.get(from)!.get(key)!);
      }
    }
  };

  const plainMap = (pairs: readonly Pair[], depth: number): object => {
    const members = new Map<string, unknown>();
    const spots = new Map<string | number, Spot>();
    const own = new Set<string>();
    for (const { key, value } of pairs) {
      count(key, depth);
      if (isMergeKey(key)) {
        merge(members, spots, value, depth);
        continue;
      }
      if (!isScalar(key)) {
        report('wrong_value', offsetOf(key), 'a key is not plain text', 'not text', 'a name');
        continue;
      }
      const name = key.value === null ? '' : String(key.source ?? key.value);
      if (forbiddenKeys.has(name)) {
        report('reserved_name', offsetOf(key), `"${name}" cannot be a name here`, name, 'another name');
        continue;
      }
      if (own.has(name)) {
        report('duplicate_key', offsetOf(key), `"${name}" stands twice in the same map`, name, 'each key once');
        continue;
      }
      own.add(name);
      const written = target(value);
      // An anchor that is not there has been reported: that its value is missing too would be noise.
      if (written === undefined) continue;
      members.set(name, plain(written, depth + 1));
      spots.set(name, { key: offsetOf(key), value: offsetOf(written ?? key) });
    }
    const object = Object.fromEntries(members);
    spotsOf.set(object, spots);
    return object;
  };

  const plainList = (items: readonly unknown[], depth: number): readonly unknown[] => {
    const written = items.map(target).filter(item => item !== undefined);
    const list = written.map(item => plain(item, depth + 1));
    spotsOf.set(list, new Map(written.map((item, i) => [i, { key: offsetOf(item), value: offsetOf(item) }])));
    return list;
  };

  const plain = (node: unknown, depth: number): unknown => {
    count(node, depth);
    if (isMap(node)) return plainMap(node.items, depth);
    if (isSeq(node)) return plainList(node.items, depth);
    const value = isScalar(node) ? node.value : null;
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    report('wrong_value', offsetOf(node), 'a number has to be finite', String(value), 'a number');
    return 0;
  };

  return { value: plain(target(document.contents), 0), spotsOf };
};
