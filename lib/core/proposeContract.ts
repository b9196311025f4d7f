import type { ColumnType } from '../config/tableContract.ts';
import { parseDate, parseTimestamp } from './civil.ts';
import { jsonText } from './parseValue.ts';
import type { SourceRow, SourceValue } from './rows.ts';
import type { Scrubber } from './scrub/finding.ts';
import { widen } from './widen.ts';

/** What was seen of one column. Counts and shapes only, no value. */
interface Seen {
  type: ColumnType | undefined;
  rows: number;
  nulls: number;
  findings: number;
  words: number;
  distinct: Set<string> | undefined;
}

export interface ProposedColumn {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly treatments: readonly ('identity' | 'scrubbing' | 'encrypted')[];
  /** Why it is treated so. */
  readonly why: string;
}

const integerText = /^-?(?:0|[1-9]\d{0,17})$/;
const sensitiveName =
  /(^|_)(name|first|last|surname|phone|mobile|tel|email|mail|address|street|city|zip|postcode|ssn|nino|passport|birth|dob|ip|handle|username|message|body|text|note|comment|description|value|answer)s?(_|$)/i;

const typeOf = (value: Exclude<SourceValue, null>): ColumnType => {
  if (typeof value === 'boolean') return { kind: 'boolean' };
  if (typeof value === 'bigint') return { kind: 'bigint' };
  if (typeof value === 'number') return { kind: Number.isSafeInteger(value) ? 'bigint' : 'double' };
  if (typeof value === 'object') return { kind: 'json' };
  if (integerText.test(value)) return { kind: 'bigint' };
  if (parseDate(value) !== undefined) return { kind: 'date' };
  if (parseTimestamp(value) !== undefined) return { kind: 'timestamp' };
  if (value === 'true' || value === 'false') return { kind: 'boolean' };
  return { kind: 'string' };
};

/** Past this many rows a column is no longer followed as a candidate for the identity. */
const mostDistinct = 100_000;

/**
 * Proposes a contract from rows that were seen. Errs on the careful side: text that holds identifiers, that reads like
 * prose or whose name sounds private is scrubbed and encrypted; structures are encrypted whole.
 */
export const contractProposal = (scrub: Scrubber) => {
  const columns = new Map<string, Seen>();
  let rows = 0;
  return {
    add: (batch: readonly SourceRow[]): void => {
      for (const row of batch) {
        if ('fault' in row) continue;
        rows++;
        for (const [name, value] of Object.entries(row.record)) {
          const seen = columns.get(name) ?? {
            type: undefined,
            rows: 0,
            nulls: 0,
            findings: 0,
            words: 0,
            distinct: new Set<string>(),
          };
          columns.set(name, seen);
          seen.rows++;
          if (value === null) {
            seen.nulls++;
            seen.distinct = undefined;
            continue;
          }
          const type = typeOf(value);
          seen.type = seen.type ? (widen(seen.type, type) as ColumnType) : type;
          const text = typeof value === 'string' ? value : jsonText(value);
          if (scrub(text).findings.length > 0) seen.findings++;
          if (text.trim().includes(' ') && type.kind !== 'timestamp') seen.words++;
          if (seen.distinct && rows <= mostDistinct) {
            if (seen.distinct.has(text)) seen.distinct = undefined;
            else seen.distinct.add(text);
          }
        }
      }
    },
    columns: (): readonly ProposedColumn[] => {
      const unique = [...columns].filter(([, s]) => s.distinct && s.rows === rows && s.type?.kind !== 'json');
      const identity = (unique.find(([name]) => /^id$|_id$|^sid$|uuid/i.test(name)) ?? unique[0])?.[0];
      return [...columns].map(([name, seen]): ProposedColumn => {
        const type = seen.type ?? { kind: 'string' };
        const nullable = seen.nulls > 0 || seen.rows < rows;
        if (name === identity)
          return { name, type, nullable: false, treatments: ['identity'], why: 'unique in every row' };
        const why =
          seen.findings > 0
            ? 'identifiers were found in it'
            : sensitiveName.test(name)
              ? 'its name sounds private'
              : seen.words > 0
                ? 'it reads like prose'
                : seen.type === undefined
                  ? 'it was always NULL: nothing is known of it'
                  : type.kind === 'json'
                    ? 'a structure may hold anything'
                    : '';
        const text = type.kind === 'string';
        return {
          name,
          type,
          nullable,
          treatments: why === '' ? [] : text ? ['scrubbing', 'encrypted'] : ['encrypted'],
          why,
        };
      });
    },
  };
};
