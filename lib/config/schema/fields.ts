import * as v from 'valibot';
import { scrubLocales } from '../../core/scrub/locales.ts';
import { durationPattern, sizePattern } from '../quantities.ts';

/** Custom messages of these schemas say what is expected, and nothing else: conforming.ts puts them into sentences. */

/** valibot takes a list for a map with the keys 0, 1, …; a configuration does not. */
const mapsOnly = <S extends v.GenericSchema>(schema: S): S => ({
  ...schema,
  '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
    schema['~run'](Array.isArray(dataset.value) ? { value: null } : dataset, config),
});

/** A map with these keys and no others. Unlike `strictObject` it reports every unknown key, and with the valid ones. */
export const closed = <const E extends v.ObjectEntries>(entries: E): v.StrictObjectSchema<E, undefined> =>
  mapsOnly(v.objectWithRest(entries, v.never(Object.keys(entries).join(', ')))) as unknown as v.StrictObjectSchema<
    E,
    undefined
  >;

/** Names that the author chooses, each with a value of the same kind. */
export const named = <V extends v.GenericSchema>(value: V) => mapsOnly(v.record(v.string(), value));

/** A key that has to be there. */
export const required = <S extends v.GenericSchema>(schema: S, meaning: string) =>
  v.pipe(schema, v.description(meaning));

/** A key that may be left out. */
export const optional = <S extends v.GenericSchema>(schema: S, meaning: string) =>
  v.exactOptional(v.pipe(schema, v.description(meaning)));

export const choice = <const O extends readonly string[]>(...options: O) =>
  v.picklist(options, `one of ${options.join(', ')}`);

export const text = v.pipe(v.string(), v.nonEmpty('text that is not empty'));
export const names = v.array(text);
export const duration = v.pipe(v.string(), v.regex(durationPattern, 'a duration such as 15m, 24h or 90d'));
export const size = v.pipe(v.string(), v.regex(sizePattern, 'a size such as 512KiB or 16MiB'));
export const count = v.pipe(v.number(), v.integer('a whole number'), v.minValue(0, 'a number of at least 0'));
export const scalar = v.union([v.string(), v.number(), v.boolean()], 'text, a number, true or false');
export const locales = v.pipe(v.array(choice(...scrubLocales)), v.nonEmpty('at least one locale'));
export const catalogSchema = v.pipe(
  v.string(),
  v.regex(
    /^[a-z][a-z0-9_]{0,63}\.[a-z][a-z0-9_]{0,63}$/,
    '`catalog.schema` in lower case, such as ctl_dev_bronze.platformdb',
  ),
);

export const freshness = closed({
  expected_every: required(duration, 'How often new files usually arrive.'),
  warn_after: required(duration, 'Time since the newest arrival after which the table is late.'),
  error_after: required(
    duration,
    'Time since the newest arrival after which the promise is broken and on-call is told.',
  ),
});

export const retention = closed({
  raw: optional(duration, 'How long raw files are kept.'),
  bronze: optional(duration, 'How long bronze files are kept.'),
  silver: optional(duration, 'How long rows stay in silver.'),
  quarantine: optional(duration, 'How long rejected rows are kept.'),
});
