import type { Finding } from '../finding.ts';
import type { TableRule } from './rule.ts';

const kinds = ['unique', 'row_count', 'sql'] as const;

/** Why a text cannot be the SQL of a check; undefined when it can. */
const wrongSql = (sql: string): string | undefined => {
  if (!/^\s*(select|with)\b/i.test(sql)) return 'does not begin with SELECT or WITH';
  if (sql.includes(';')) return 'holds a semicolon';
  return sql.includes('{table}') ? undefined : 'does not name {table}';
};

/** Checks of a table have names of their own, are of one kind, and only read. */
export const tableChecks: TableRule = ({ name, table }) => {
  const seen = new Set<string>();
  return (table.checks ?? []).flatMap((check, i): readonly Finding[] => {
    const path = [name, 'checks', i];
    const findings: Finding[] = [];
    if (seen.has(check.name)) {
      const message = `two checks are called "${check.name}"`;
      findings.push({
        code: 'repeated_check',
        path: [...path, 'name'],
        message,
        found: check.name,
        expected: 'a name for each',
      });
    }
    seen.add(check.name);
    const has = kinds.filter(kind => check[kind] !== undefined);
    if (has.length !== 1) {
      const found = has.join(' and ') || 'nothing';
      findings.push({
        code: 'bad_check',
        path,
        message: `check "${check.name}" has ${found}`,
        found,
        expected: `exactly one of ${kinds.join(', ')}`,
      });
    }
    const wrong = check.sql === undefined ? undefined : wrongSql(check.sql);
    if (wrong) {
      const message = `the SQL of check "${check.name}" ${wrong}`;
      const expected = 'one SELECT … FROM {table} without semicolon that returns the failing rows';
      findings.push({ code: 'bad_sql_check', path: [...path, 'sql'], message, found: wrong, expected });
    }
    const { min, max } = check.row_count ?? {};
    if (min !== undefined && max !== undefined && min > max) {
      findings.push({
        code: 'bad_check',
        path: [...path, 'row_count', 'min'],
        message: 'min of row_count is above max',
        found: String(min),
        expected: 'min ≤ max',
      });
    }
    return findings;
  });
};
