import { exposure } from './exposure.ts';
import { tableFreshness } from './freshnessOrder.ts';
import { names } from './names.ts';
import { completeHistory, readableColumns } from './readable.ts';
import type { TableRule } from './rule.ts';
import { tableChecks } from './tableChecks.ts';
import {
  droppedUnused,
  exactChecksum,
  identity,
  knownColumns,
  noRepeats,
  onePlainForm,
  optionsUsed,
  scrubbedText,
} from './treatments.ts';
import { decimals, valueChecks } from './valueChecks.ts';

/** What has to hold within each table; a finding is an error. */
export const tableRules: readonly TableRule[] = [
  names,
  knownColumns,
  noRepeats,
  identity,
  droppedUnused,
  onePlainForm,
  scrubbedText,
  optionsUsed,
  exactChecksum,
  readableColumns,
  completeHistory,
  decimals,
  valueChecks,
  tableChecks,
  tableFreshness,
];

/** What is worth knowing of each table; a finding is a warning. */
export const tableAdvice: readonly TableRule[] = [exposure];
