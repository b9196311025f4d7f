import type { Sheet, Spoil } from './demoFile.ts';

/**
 * Which rows of a sheet are broken, and how. With a share, that share of the rows, every fault in turn; without, each
 * fault of the table once, in one of its files.
 */
export const spoiledRows = (
  sheet: Sheet,
  place: { readonly index: number; readonly files: number },
  faults: readonly Spoil[],
  share: number | undefined,
): ReadonlyMap<number, Spoil> => {
  if (faults.length === 0) return new Map();
  const chosen =
    share === undefined
      ? faults.filter((_, i) => i % place.files === place.index).slice(0, sheet.rows)
      : Array.from({ length: Math.floor(sheet.rows * share) }, (_, i) => faults[i % faults.length]!);
  return new Map(chosen.map((spoil, i) => [Math.floor(((i + 0.5) * sheet.rows) / chosen.length), spoil]));
};
