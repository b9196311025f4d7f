import type { ColumnChecks, ColumnType } from '../config/tableContract.ts';
import type { StoredValue } from './batch.ts';
import { mismatch, parserOf } from './parseValue.ts';
import { textOf } from './valueText.ts';

/** The name of the check that a value breaks, or undefined when it keeps them all. */
export type ValueCheck = (value: NonNullable<StoredValue>) => keyof ColumnChecks | undefined;

/** Compiles a column's checks; undefined when it has none. Limits are read as values of the column's own type. */
export const valueCheck = (type: ColumnType, checks: ColumnChecks): ValueCheck | undefined => {
  const steps: ValueCheck[] = [];
  const text = textOf(type);
  const limit = (bound: number | string): NonNullable<StoredValue> => {
    const parsed = parserOf(type)(bound);
    return parsed === mismatch ? bound : parsed;
  };
  if (checks.min !== undefined) {
    const min = limit(checks.min);
    steps.push(value => (value < min ? 'min' : undefined));
  }
  if (checks.max !== undefined) {
    const max = limit(checks.max);
    steps.push(value => (value > max ? 'max' : undefined));
  }
  if (checks.one_of) {
    const allowed = new Set(checks.one_of.map(String));
    steps.push(value => (allowed.has(text(value)) ? undefined : 'one_of'));
  }
  if (checks.matches !== undefined) {
    const pattern = new RegExp(`^(?:${checks.matches})$`, 'u');
    steps.push(value => (pattern.test(text(value)) ? undefined : 'matches'));
  }
  if (checks.max_length !== undefined) {
    const most = checks.max_length;
    // Code units bound code points from above: the exact count is needed only near the limit.
    steps.push(value => {
      const t = text(value);
      return t.length > most && [...t].length > most ? 'max_length' : undefined;
    });
  }
  if (steps.length === 0) return undefined;
  return value => {
    for (const step of steps) {
      const broken = step(value);
      if (broken) return broken;
    }
    return undefined;
  };
};
