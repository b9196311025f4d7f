import type { TableContract } from '../../lib/config/tableContract.ts';
import { column, contract } from '../contracts.ts';

/** A message as a producer sends it; `broken` is a line that is no JSON. */
export type Row =
  | {
      readonly id: number;
      readonly person: string | null;
      readonly words: keyof typeof scrubbed;
      readonly seq: number | null;
    }
  | 'broken';
export type GoodRow = Exclude<Row, 'broken'>;

/** What may be said, and what is left of it after scrubbing. */
export const scrubbed = {
  'call me at 202-555-0143': 'call me at [PHONE]',
  'nothing helps today': 'nothing helps today',
  '': '',
} as const;

export const people = ['ada', 'ben', 'cleo'] as const;
export const kind = 'person';

const most = 5;
const at = (version: string, checks: { readonly max?: number }): TableContract =>
  contract({
    version,
    columns: [column('id', 'bigint'), column('person'), column('words'), column('seq', 'int', { checks })],
    encrypted: ['words'],
    scrubbed: ['words'],
    checksum: { columns: ['words'], keyed: false },
    subject: { column: 'person', kind },
    orderBy: ['seq'],
  });

/** The same table before and after its contract was corrected: rows with a high `seq` do not pass the first one. */
export const contracts = { strict: at('strict', { max: most }), lax: at('lax', {}) } as const;
export type ContractName = keyof typeof contracts;

/** Why a row does not pass; undefined for a good one. */
export const faultOf = (row: Row, version: string): 'malformed_row' | 'check_failed' | undefined => {
  if (row === 'broken') return 'malformed_row';
  return version === 'strict' && (row.seq ?? 0) > most ? 'check_failed' : undefined;
};

export const lineOf = (row: Row): string => (row === 'broken' ? '{"id":' : JSON.stringify(row));
