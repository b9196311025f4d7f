import { oneOf } from '../diagnostic.ts';
import type { Finding } from '../finding.ts';
import type { AuthoredTable } from '../schema/table.ts';
import type { NamedTable } from './rule.ts';

/** A table whose rows others may belong to: each is one person's, and one value names it. */
const leadsToPerson = ({ subject, identity }: AuthoredTable): boolean =>
  subject !== undefined && (typeof subject === 'string' || subject.through === undefined) && identity?.length === 1;

/** `through` leads to a person in one step; `person` and `through` are two answers to one question. */
export const subjectsThrough = (tables: readonly NamedTable[]): readonly Finding[] => {
  const candidates = tables.filter(({ table }) => leadsToPerson(table)).map(({ name }) => name);
  return tables.flatMap(({ name, table }): readonly Finding[] => {
    const { subject } = table;
    if (subject === undefined || typeof subject === 'string' || subject.through === undefined) return [];
    const found = subject.through;
    if (subject.person !== undefined) {
      return [
        {
          code: 'bad_subject',
          path: [name, 'subject', 'person'],
          at: 'key',
          message: 'subject has both person and through',
          found: 'person',
          expected: 'one of the two: whom the values name, or through which table',
        },
      ];
    }
    if (found !== name && candidates.includes(found)) return [];
    return [
      {
        code: 'bad_subject',
        path: [name, 'subject', 'through'],
        message: `subject leads through "${found}", which does not lead to a person`,
        found,
        expected:
          candidates.length > 0
            ? oneOf(candidates)
            : 'a table of this file with a subject that names a person, and one identity column',
        candidates,
      },
    ];
  });
};
