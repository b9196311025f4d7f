import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import type { Workspace } from '../config/workspace.ts';

const root = resolve(import.meta.dirname, '../..');
const made = new Map<string, string>();

/** Packages in CommonJS inside the bundle ask for `require`, which a module does not have. */
const banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * A file of lambdas/ and all that it imports as one minified module, with the resolved workspace beside it: a change of
 * a contract is a change of the function. Returns the folder, under dist/.
 */
export const bundle = (file: string, workspace: Workspace): string => {
  const folder = join(root, 'dist', 'lambdas', workspace.name, file);
  const text = JSON.stringify(workspace);
  if (made.get(folder) === text) return folder;
  mkdirSync(folder, { recursive: true });
  buildSync({
    absWorkingDir: root,
    entryPoints: [join('lambdas', `${file}.ts`)],
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: banner },
    logLevel: 'error',
  });
  writeFileSync(join(folder, 'workspace.json'), text);
  made.set(folder, text);
  return folder;
};

/** Bytes of a bundle's code. */
export const bundleSize = (folder: string): number => statSync(join(folder, 'index.mjs')).size;
