import { closest, distance } from 'fastest-levenshtein';

/** What can be wrong with a configuration. A closed list, explained one by one in docs/configuration.md. */
export const diagnosticCodes = [
  'unknown_workspace',
  'unreadable_file',
  'malformed_yaml',
  'too_large',
  'unknown_anchor',
  'duplicate_key',
  'unknown_key',
  'missing_key',
  'wrong_value',
  'bad_name',
  'reserved_name',
  'case_collision',
  'repeated_column',
  'unknown_column',
  'bad_decimal',
  'bad_check',
  'bad_pattern',
  'identity_missing',
  'identity_treated',
  'dropped_and_used',
  'pseudonymized_and_scrubbed',
  'scrubbing_not_text',
  'options_without_scrubbing',
  'inexact_checksum',
  'unreadable_column',
  'history_incomplete',
  'bad_subject',
  'freshness_order',
  'out_of_range',
  'bad_sql_check',
  'repeated_check',
  'unknown_file',
  'wrong_path',
  'unknown_table',
  'table_without_job',
  'table_in_two_jobs',
  'schema_collision',
  'unknown_job',
  'unknown_layer',
  'not_encrypted',
  'unknown_person',
  'columns_undeclared',
  'text_in_clear',
  'decrypts_unread',
] as const;

export type DiagnosticCode = (typeof diagnosticCodes)[number];

/** Something wrong, or worth knowing, in a configuration file: where it is written and what would be right there. */
export interface Diagnostic {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
  readonly code: DiagnosticCode;
  /** What is wrong, with what was found. */
  readonly message: string;
  readonly found: string;
  /** What would be right: the remedy. */
  readonly expected: string;
  /** The valid name that looks most like the one found. */
  readonly nearest?: string;
}

/** `configs/ctl-dev/jobs.yaml:12:5 unknown key "fromat"; expected one of …; did you mean "format"?` */
export const formatDiagnostic = ({ file, line, column, message, expected, nearest }: Diagnostic): string =>
  `${file}:${line}:${column} ${message}; expected ${expected}${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`;

/** Past these, looking for the nearest name would take longer than reading the file. */
const longestName = 200;
const mostCandidates = 500;

/** The candidate that looks most like `name`; none when nothing looks like it. */
export const nearestTo = (name: string, candidates: readonly string[]): string | undefined => {
  if (candidates.length === 0 || name.length > longestName) return undefined;
  const best = closest(name, candidates.slice(0, mostCandidates));
  return distance(name, best) <= Math.max(2, Math.ceil(name.length / 2)) ? best : undefined;
};

const mostListed = 40;

/** `one of a, b, c`. */
export const oneOf = (names: readonly string[]): string =>
  `one of ${names.slice(0, mostListed).join(', ')}${names.length > mostListed ? ', …' : ''}`;
