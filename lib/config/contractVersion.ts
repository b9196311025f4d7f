import { hash } from 'node:crypto';
import type { TableContract } from './tableContract.ts';

/** JSON with the keys of maps in order, so that equal contracts have equal texts. */
const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
};

/**
 * First 12 hex digits of the SHA-256 of what bronze depends on. A new description, owner or promise is no new version;
 * a new type, treatment, check, locale, subject or model is one, and `replay` then takes up the loads of the old one.
 */
export const contractVersion = (contract: Omit<TableContract, 'version'>): string =>
  hash(
    'sha256',
    canonicalJson({
      columns: contract.columns.map(({ name, type, nullable, checks }) => ({ name, type, nullable, checks })),
      shortForm: contract.shortForm,
      identity: contract.identity,
      encrypted: [...contract.encrypted].sort(),
      scrubbed: [...contract.scrubbed].sort(),
      scrubOptions: contract.scrubOptions,
      pseudonymized: [...contract.pseudonymized].sort(),
      dropped: [...contract.dropped].sort(),
      checksum: contract.checksum,
      schemaEvolution: contract.schemaEvolution,
      locales: [...contract.locales].sort(),
      secondStage: contract.secondStage,
      subject: contract.subject && { column: contract.subject.column, kind: contract.subject.kind },
      format: contract.format,
    }),
    'hex',
  ).slice(0, 12);
