import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');

const done = (command: string, args: readonly string[]): void => {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (error) throw new Error(`${command} cannot be run (${error.message}): install Python 3.10 or newer with venv`);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
};

/** Installs pinned packages of PyPI into a folder, where they are not there yet. Returns the path of a program in it. */
export const venv = (packages: readonly string[], folder = '.venv'): ((program: string) => string) => {
  const python = join(root, folder, 'bin/python');
  if (!existsSync(python)) done('python3', ['-m', 'venv', folder]);
  const frozen = spawnSync(python, ['-m', 'pip', 'freeze'], { cwd: root, encoding: 'utf8' }).stdout.split('\n');
  const missing = packages.filter(name => !frozen.includes(name));
  if (missing.length > 0) {
    done(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...missing]);
  }
  return program => join(root, folder, 'bin', program);
};
