import { InvalidArgumentError, Option } from 'commander';

export const workspaceOption = (): Option => new Option('-w, --workspace <name>', 'workspace: a folder under configs/');
export const lakeOption = (): Option => new Option('--lake <dir>', 'folder of the lake');
export const configsOption = (): Option =>
  new Option('--config <dir>', 'folder that holds the workspaces').default('configs');

/** A whole number above zero. */
export const count = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
};
