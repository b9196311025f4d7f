/**
 * Checks every regular expression of the scrubber, written out or composed, for texts that would make it slow.
 *
 * `recheck` looks for exponential and polynomial backtracking. Expressions with lookaround or \p{…} are beyond its
 * automata: those it attacks with texts of its own, and counts the steps.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { parseSync } from '@swc/core';
import { check } from 'recheck';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'lib/core/scrub');

interface Found {
  readonly source: string;
  readonly flags: string;
  /** Where it stands, or where it is composed. */
  readonly where: string;
}
const found = new Map<string, Found>();
const note = (source: string, flags: string, where: string): void => {
  // How often it is used and where it starts makes no difference to one match.
  const kept = flags.replaceAll(/[gdy]/g, '');
  const id = `/${source}/${kept}`;
  if (!found.has(id)) found.set(id, { source, flags: kept, where });
};

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => join(folder, name));

/** Literals, from the syntax tree. */
const literals = (node: unknown, where: string): void => {
  if (Array.isArray(node)) for (const one of node) literals(one, where);
  else if (node && typeof node === 'object') {
    const { type, pattern, flags } = node as { type?: string; pattern?: string; flags?: string };
    if (type === 'RegExpLiteral') note(pattern!, flags ?? '', where);
    for (const value of Object.values(node)) literals(value, where);
  }
};
for (const file of files) {
  const tree = parseSync(readFileSync(file, 'utf8'), { syntax: 'typescript', target: 'esnext' });
  literals(tree, relative(root, file));
}

/** Composed ones, as they are compiled: every module is loaded, and a scrubber made for each locale. */
const Plain = globalThis.RegExp;
const here = (): string => {
  const line = (new Error().stack ?? '').split('\n').find(one => one.includes('/lib/core/scrub/'));
  return line ? `${line.replace(/^.*\/(lib\/core\/scrub\/[^:]+):(\d+).*$/, '$1:$2')}` : '';
};
const watched = new Proxy(Plain, {
  construct: (target, [source, flags]: [string | RegExp, string?]) => {
    const made = new target(source, flags);
    const where = here();
    if (where) note(made.source, made.flags, where);
    return made;
  },
});
globalThis.RegExp = watched as RegExpConstructor;
for (const file of files) await import(file);
const { scrubber } = (await import('../lib/core/scrub/scrubber.ts')) as typeof import('../lib/core/scrub/scrubber.ts');
const { scrubLocales } = (await import(
  '../lib/core/scrub/locales.ts'
)) as typeof import('../lib/core/scrub/locales.ts');
for (const locale of scrubLocales) scrubber([locale])('made for jess at 12 oak st, 202-555-0143');
globalThis.RegExp = Plain;

const failures: string[] = [];
const queue = [...found.values()];
const began = performance.now();
let safe = 0;
const tooSlow: Found[] = [];
const worker = async (patience: number): Promise<void> => {
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { source, flags, where } = next;
    const result = await check(source, flags, {
      // The same texts each time: what passes here passes in CI.
      randomSeed: 1,
      timeout: 30_000 * patience,
      attackTimeout: 2000 * patience,
      incubationTimeout: 5000 * patience,
    });
    // A busy machine is no proof: once more, alone and with more time.
    if (patience === 1 && result.status === 'unknown' && result.error.kind === 'timeout') {
      tooSlow.push(next);
      continue;
    }
    const name = `${where}: /${source.slice(0, 100)}${source.length > 100 ? '…' : ''}/${flags}`;
    if (result.status === 'vulnerable') failures.push(`${name}\n    ${result.complexity.summary}`);
    else if (result.status === 'unknown') failures.push(`${name}\n    not checked: ${result.error.kind}`);
    else safe++;
  }
};
await Promise.all(Array.from({ length: availableParallelism() }, () => worker(1)));
queue.push(...tooSlow);
await worker(6);
for (const failure of failures.sort()) console.log(failure);
console.log(
  `${found.size} expressions, ${safe} safe, ${failures.length} refused, ${Math.round((performance.now() - began) / 1000)} s`,
);
process.exit(failures.length === 0 ? 0 : 1);
