import * as v from 'valibot';
import { durationPattern, sizePattern } from '../units.ts';

export const names = v.array(v.string());
export const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));
export const duration = v.pipe(v.string(), v.regex(durationPattern, 'must be a duration such as 15m, 24h or 90d'));
export const size = v.pipe(v.string(), v.regex(sizePattern, 'must be a size such as 64KiB or 16MiB'));
export const positive = v.pipe(v.number(), v.minValue(1, 'must be at least 1'));

/** BCP 47 tags whose identifiers the scrubber knows. */
export const locale = v.picklist([
  'en-US',
  'en-GB',
  'en-IE',
  'en-CA',
  'en-AU',
  'en-IN',
  'es-US',
  'es-MX',
  'fr-CA',
  'fr-FR',
]);

/** How late data may be: a warning, then a broken promise. */
export const freshness = v.strictObject({ expected_every: duration, warn_after: duration, error_after: duration });

/** How long each layer keeps its files. */
export const retention = v.strictObject({
  raw: v.optional(duration),
  bronze: v.optional(duration),
  silver: v.optional(duration),
  quarantine: v.optional(duration),
});
