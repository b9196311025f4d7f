import type { TableContract } from '../config/tableContract.ts';
import { type Batch, compose } from './batch.ts';
import type { CellKeys } from './cellKeys.ts';
import { conform } from './conform.ts';
import type { Layout } from './layout.ts';
import type { SourceRow } from './rows.ts';
import type { Scrubber } from './scrub/finding.ts';
import { withChecksum } from './withChecksum.ts';
import { withEncrypted } from './withEncrypted.ts';
import { type Lineage, withLineage } from './withLineage.ts';
import { withPseudonyms } from './withPseudonyms.ts';
import { withScrubbed } from './withScrubbed.ts';

/** Everything that one load's plan is made of. */
export interface PlanParts {
  readonly contract: TableContract;
  readonly layout: Layout;
  readonly keys: CellKeys;
  readonly scrub: Scrubber;
  readonly lineage: Lineage;
}

/**
 * From rows as they were read to rows of bronze. The order matters and stands only here: checksum and cells are made of
 * the original value, pseudonyms and scrubbing then take its place; after them no original of a sensitive column is left.
 */
export const bronzePlan = ({
  contract,
  layout,
  keys,
  scrub,
  lineage,
}: PlanParts): ((rows: readonly SourceRow[]) => Batch) => {
  const conformed = conform(contract, layout);
  const protect = compose(
    withChecksum(contract, keys),
    withEncrypted(contract, layout, keys),
    withPseudonyms(layout, keys),
    withScrubbed(layout, scrub),
    withLineage(lineage),
  );
  return rows => protect(conformed(rows));
};
