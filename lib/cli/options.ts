import { InvalidArgumentError, Option } from 'commander';
import { scrubLocales } from '../core/scrub/locales.ts';

export const workspaceOption = (): Option => new Option('-w, --workspace <name>', 'workspace: a folder under configs/');
export const lakeOption = (): Option => new Option('--lake <dir>', 'folder of the lake');
export const configsOption = (): Option =>
  new Option('--config <dir>', 'folder that holds the workspaces').default('configs');

const localeNamed = (tag: string, before: readonly string[]): readonly string[] => {
  if (!(scrubLocales as readonly string[]).includes(tag)) {
    throw new InvalidArgumentError(`Known locales: ${scrubLocales.join(', ')}.`);
  }
  return before === defaultLocales ? [tag] : [...before, tag];
};
const defaultLocales: readonly string[] = ['en-US'];

export const localesOption = (): Option =>
  new Option('--locale <tag>', 'locale whose identifiers to look for; may be given again')
    .default(defaultLocales)
    .argParser(localeNamed);

/** A whole number above zero. */
export const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
};

/** A whole number from zero. */
export const seedNumber = (text: string): number => (text === '0' ? 0 : count(text));
