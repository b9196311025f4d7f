import { ok } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { diagnosticCodes } from '../../../lib/config/diagnostic.ts';
import { loadWorkspace } from '../../../lib/config/load.ts';
import { mutatedText } from '../mutation.ts';
import { assertUnpolluted, type Target, target } from '../target.ts';

const configs = join(import.meta.dirname, '../../../configs/ctl-prod');
const files = [
  'workspace.yaml',
  'jobs.yaml',
  ...readdirSync(join(configs, 'data-assets')).map(f => `data-assets/${f}`),
];
const texts = Object.fromEntries(files.map(file => [file, readFileSync(join(configs, file), 'utf8')]));

const root = mkdtempSync(join(tmpdir(), 'hushlake-fuzz-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
mkdirSync(join(root, 'w/data-assets'), { recursive: true });
for (const [file, text] of Object.entries(texts)) writeFileSync(join(root, 'w', file), text);

/** One file of a good workspace garbled: a workspace, or errors that each have a place in the text and a remedy. */
const garbled = target(
  'workspaces',
  fc.constantFrom(...files).chain(file => fc.tuple(fc.constant(file), mutatedText([texts[file]!]))),
  async ([file, text]) => {
    const path = join(root, 'w', file);
    writeFileSync(path, text);
    try {
      const loaded = await loadWorkspace(root, 'w');
      for (const { code, file, line, column, message, expected } of [
        ...loaded.warnings,
        ...(loaded.ok ? [] : loaded.errors),
      ]) {
        ok((diagnosticCodes as readonly string[]).includes(code), 'a code of the list');
        ok(message.length > 0 && expected.length > 0, 'what is wrong, and the remedy');
        const lines = readFileSync(file, 'utf8').split('\n').length;
        ok(line >= 1 && line <= lines && column >= 1, 'a place in the file');
      }
      ok(loaded.ok || loaded.errors.length > 0, 'a workspace or errors');
      if (loaded.ok) {
        for (const { source, table } of loaded.workspace.tables) {
          ok(
            /^[a-z][a-z0-9_-]*$/.test(source) && /^[a-z][a-z0-9_]*$/.test(table),
            'names that are safe in paths and SQL',
          );
        }
      }
    } finally {
      writeFileSync(path, texts[file]!);
    }
    assertUnpolluted();
  },
);

export const config: readonly Target[] = [garbled];
