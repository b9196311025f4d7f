import type { Finding } from '../finding.ts';
import { seconds } from '../quantities.ts';
import type { AuthoredTable } from '../schema/table.ts';
import type { Path } from '../yamlFile.ts';
import type { TableRule } from './rule.ts';

/** A table is expected, then late, then in breach, in this order. */
export const freshnessOrder = (freshness: AuthoredTable['freshness'], path: Path): readonly Finding[] => {
  if (!freshness) return [];
  const { expected_every, warn_after, error_after } = freshness;
  const ordered = (smaller: string, larger: string, key: string, expected: string): readonly Finding[] =>
    seconds(smaller) <= seconds(larger)
      ? []
      : [
          {
            code: 'freshness_order',
            path: [...path, key],
            message: `${key} is ${smaller}`,
            found: smaller,
            expected: `${expected} (${larger})`,
          },
        ];
  return [
    ...ordered(warn_after, error_after, 'warn_after', 'warn_after ≤ error_after'),
    ...ordered(expected_every, warn_after, 'expected_every', 'expected_every ≤ warn_after'),
  ];
};

export const tableFreshness: TableRule = ({ name, table }) => freshnessOrder(table.freshness, [name, 'freshness']);
