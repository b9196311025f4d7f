import * as v from 'valibot';
import { choice, closed, count, optional, required, scalar } from './fields.ts';

const types = 'one of string, boolean, int, bigint, double, decimal(p,s), date, timestamp, json';

export const column = closed({
  type: required(
    v.pipe(
      v.string(types),
      v.regex(/^(string|boolean|int|bigint|double|decimal\(\d{1,2}, ?\d{1,2}\)|date|timestamp|json)$/, types),
    ),
    'string, boolean, int, bigint, double, decimal(p,s), date, timestamp or json.',
  ),
  nullable: optional(
    v.boolean(),
    'Whether NULL is allowed; true unless said otherwise. Identity columns never allow it.',
  ),
  description: optional(v.string(), 'What the column means.'),
  classification: optional(
    choice('public', 'internal', 'confidential', 'restricted'),
    'How private the values are. `validate` warns of text and restricted values that no treatment protects.',
  ),
  checks: optional(
    closed({
      min: optional(
        v.union([v.number(), v.string()], 'a number or text'),
        'Smallest value; dates and timestamps as ISO text.',
      ),
      max: optional(
        v.union([v.number(), v.string()], 'a number or text'),
        'Largest value; dates and timestamps as ISO text.',
      ),
      one_of: optional(v.pipe(v.array(scalar), v.nonEmpty('at least one value')), 'The only values allowed.'),
      matches: optional(v.string(), 'Regular expression that the whole text must match.'),
      max_length: optional(count, 'Longest text, in Unicode code points.'),
    }),
    'Limits of each value. A row that breaks one goes to quarantine.',
  ),
});

export type AuthoredColumn = v.InferOutput<typeof column>;
