import { mismatch, parserOf } from '../../core/parseValue.ts';
import type { Finding } from '../finding.ts';
import { columnType, typeText } from '../quantities.ts';
import type { TableRule } from './rule.ts';

/** Precision and scale that every engine can hold. */
export const decimals: TableRule = ({ name, table }) =>
  Object.entries(table.columns ?? {}).flatMap(([column, { type: text }]): readonly Finding[] => {
    const type = columnType(text);
    if (type.kind !== 'decimal' || (type.precision >= 1 && type.precision <= 38 && type.scale <= type.precision))
      return [];
    const path = [name, 'columns', column, 'type'];
    return [
      {
        code: 'bad_decimal',
        path,
        message: `no engine holds ${text}`,
        found: text,
        expected: 'decimal(p,s) with 1 ≤ p ≤ 38 and s ≤ p',
      },
    ];
  });

/** Limits of a column's values are values of its own type, and patterns are regular expressions. */
export const valueChecks: TableRule = ({ name, table }) =>
  Object.entries(table.columns ?? {}).flatMap(([column, { type: text, checks }]): readonly Finding[] => {
    if (!checks) return [];
    const type = columnType(text);
    const parse = parserOf(type);
    const path = (...rest: (string | number)[]) => [name, 'columns', column, 'checks', ...rest];
    const findings: Finding[] = [];
    const bad = (at: readonly (string | number)[], message: string, found: unknown, expected: string) =>
      findings.push({ code: 'bad_check', path: path(...at), message, found: String(found), expected });
    const typed = (value: string | number | boolean, ...at: (string | number)[]) => {
      const parsed = parse(value);
      if (parsed !== mismatch) return parsed;
      bad(
        at,
        `"${at[0]}" of "${column}" is not ${typeText(type)}: ${value}`,
        value,
        `a value of type ${typeText(type)}; numbers past 2^53 and dates in quotes`,
      );
      return undefined;
    };
    const min = checks.min === undefined ? undefined : typed(checks.min, 'min');
    const max = checks.max === undefined ? undefined : typed(checks.max, 'max');
    if (min !== undefined && max !== undefined && min > max) {
      bad(['min'], `min of "${column}" is above max`, checks.min, 'min ≤ max');
    }
    checks.one_of?.forEach((value, i) => {
      typed(value, 'one_of', i);
    });
    if (checks.max_length !== undefined && type.kind !== 'string' && type.kind !== 'json') {
      bad(
        ['max_length'],
        `max_length of "${column}", which is ${typeText(type)}`,
        typeText(type),
        'a string or json column',
      );
    }
    if (checks.matches !== undefined) {
      try {
        new RegExp(`^(?:${checks.matches})$`, 'u');
      } catch {
        findings.push({
          code: 'bad_pattern',
          path: path('matches'),
          message: `"matches" of "${column}" is no regular expression`,
          found: checks.matches,
          expected: 'a regular expression of JavaScript, with the flag u',
        });
      }
    }
    return findings;
  });
