import type { TableContract } from '../config/tableContract.ts';
import { type Batch, compose } from './batch.ts';
import type { CellKeys } from './cellKeys.ts';
import { conform } from './conform.ts';
import type { Layout } from './layout.ts';
import type { SourceRow } from './rows.ts';
import type { Scrubber } from './scrub/finding.ts';
import { type KnownSubjects, withSubjects } from './subject.ts';
import { withChecksum } from './withChecksum.ts';
import { withEncrypted } from './withEncrypted.ts';
import { withoutErased, withSubjectColumn } from './withErased.ts';
import { type Lineage, withLineage } from './withLineage.ts';
import { withPseudonyms } from './withPseudonyms.ts';
import { rowPlaceholders, withScrubbed } from './withScrubbed.ts';

/** Everything that one load's plan is made of. */
export interface PlanParts {
  readonly contract: TableContract;
  readonly layout: Layout;
  readonly keys: CellKeys;
  readonly lineage: Lineage;
}

/** From rows as they were read to rows of bronze, in two steps: a scrubber may want to see a batch's texts in between. */
export interface BronzePlan {
  /** Typed and checked values. Rows that do not fit are rejected. */
  readonly conform: (rows: readonly SourceRow[]) => Batch;
  /** What bronze holds: no original of a sensitive column is left. */
  readonly protect: (conformed: Batch, scrub: Scrubber, subjects?: KnownSubjects) => Batch;
}

/**
 * The order matters and stands only here: what is erased goes first, checksum and cells are made of the original value, pseudonyms and scrubbing then
 * take its place.
 */
export const bronzePlan = ({ contract, layout, keys, lineage }: PlanParts): BronzePlan => {
  const withOriginals = compose(
    withoutErased(layout),
    withChecksum(contract, keys),
    withEncrypted(contract, layout, keys),
    withPseudonyms(layout, keys),
  );
  const traced = compose(withSubjectColumn(layout), withLineage(lineage));
  return {
    conform: conform(contract, layout),
    protect: (conformed, scrub, subjects = new Map()) => {
      const somebodys = withSubjects(contract, subjects, conformed);
      return traced(withScrubbed(layout, scrub, rowPlaceholders(contract, keys, conformed))(withOriginals(somebodys)));
    },
  };
};
