import { auditedColumns } from '../../lib/core/auditedColumns.ts';
import { column, contract } from '../contracts.ts';

const held = (kinds: Readonly<Record<string, string>>) =>
  Object.entries(kinds).map(([name, kind]) => ({ name, kind: kind === '?' ? undefined : kind }));

test.each<[string, Parameters<typeof contract>[0], Record<string, string>, string[]]>([
  ['texts that were scrubbed', { scrubbed: ['note'] }, { id: 'bigint', note: 'string' }, ['note']],
  ['texts that a contract leaves in clear', {}, { id: 'bigint', status: 'string' }, ['status']],
  ['what no contract speaks of', { columns: [column('a')] }, { a: 'string', surprise: 'string' }, ['a', 'surprise']],
  ['no keys, in whatever form', { identity: ['code'] }, { code: 'string' }, []],
  ['no pseudonyms', { pseudonymized: ['phone'] }, { phone: 'string' }, []],
  ['nothing public', { columns: [column('title', 'string', { classification: 'public' })] }, { title: 'string' }, []],
  ['no numbers, cells or times', {}, { n: 'int', note_encrypted: 'binary', at: 'timestamp', odd: '?' }, []],
  [
    'nothing that the pipeline adds',
    {},
    {
      ...{ _load_id: 'string', _source_uri: 'string', _subject: 'string', md5_checksum: 'string' },
      ...{ ingest_date: 'string', note_key_id: 'string' },
    },
    [],
  ],
])('the audit reads %s', (_, more, kinds, read) => {
  expect(auditedColumns(contract(more), held(kinds))).toEqual(read);
});
