import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder, gone when the test file ends. */
export const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'hushlake-test-'));
  folders.push(folder);
  return folder;
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
