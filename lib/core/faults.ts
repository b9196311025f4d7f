/**
 * Why a row is in quarantine. A closed list: the code stands in the quarantine record and in docs/quarantine.md.
 * A fault names places and types, never a value of the row.
 */
export const faultRemedies = {
  malformed_row: 'The line is not valid JSON or CSV. Mend it at the producer and deliver the object again.',
  not_an_object: 'A JSON row must be an object. Mend it at the producer.',
  invalid_utf8: 'The row is not valid UTF-8 (or holds a lone surrogate). Have the producer write UTF-8.',
  row_too_large: 'The row is longer than limits.max_row_bytes in workspace.yaml. Raise the limit or split the row.',
  column_count: 'The CSV row has more or fewer fields than the header. Check the quoting at the producer.',
  wrong_format: 'The object is not of the format that its name or the job says. Rename it or mend the job.',
  truncated_object: 'The object ends early. Deliver it again, whole.',
  expansion_limit:
    'The object grows past limits.max_expansion_ratio when decompressed. Raise the limit if it is sound.',
  identity_missing: 'An identity column is absent or NULL. Mend the row at the producer.',
  null_not_allowed: 'The contract says `nullable: false`. Mend the row, or allow NULL.',
  type_mismatch: 'The value is not of the type in the contract. Mend the producer, or correct the type and replay.',
  check_failed: 'The value breaks a check of the contract. Mend the producer, or correct the check and replay.',
  undeclared_column: 'The contract says `schema_evolution: fail_on_new_columns`. Declare the column and replay.',
} as const;

export type FaultCode = keyof typeof faultRemedies;

export interface RowFault {
  readonly code: FaultCode;
  readonly column?: string;
  /** What the contract wants, e.g. `bigint` or the name of a check. Never a value. */
  readonly expected?: string;
  /** The JSON type that was there, e.g. `string`. Never a value. */
  readonly found?: string;
}
