import { readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes partition folders (`ingest_date=…`) without files below a folder. Nobody may write there meanwhile. */
export const removeEmptyPartitions = async (folder: string): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory()) continue;
    const path = join(folder, entry.name);
    await removeEmptyPartitions(path);
    if (entry.name.includes('=') && (await readdir(path)).length === 0) await rmdir(path);
  }
};
