import * as v from 'valibot';
import { choice, closed, count, duration, freshness, locales, named, names, optional, required, retention, size, text } from './fields.ts';

export const workspace = closed({
  account: required(v.pipe(v.string('12 digits in quotes'), v.regex(/^\d{12}$/, '12 digits in quotes')), 'AWS account.'),
  region: required(v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as us-east-1')), 'AWS region.'),
  locales: required(locales, 'Whose identifiers scrubbing looks for.'),
  retention: optional(retention, 'How long each layer is kept.'),
  limits: optional(
    closed({
      max_row_bytes: optional(size, 'Longest row after decompression; longer ones go to quarantine.'),
      max_expansion_ratio: optional(
        v.pipe(count, v.minValue(1, 'a number of at least 1')),
        'Largest ratio of decompressed to compressed bytes.',
      ),
      split_size: optional(size, 'Objects larger than this are loaded in pieces.'),
    }),
    'Bounds that keep one hostile object from taking a worker down.',
  ),
  freshness: optional(freshness, 'The promise of every table that makes none of its own.'),
  schedules: optional(named(duration), 'How often a job runs, by its name in jobs.yaml.'),
  on_call: required(
    closed({
      team: required(text, 'Who is told.'),
      email: required(v.pipe(v.string(), v.regex(/^[^\s@]+@[^\s@]+$/, 'an e-mail address')), 'Where alarms are sent.'),
    }),
    'Who is told when something breaks.',
  ),
  principals: optional(
    named(
      closed({
        kind: required(choice('group', 'service'), 'People, or a program.'),
        description: optional(text, 'Who they are.'),
      }),
    ),
    'Who there is.',
  ),
  permissions: optional(
    v.array(
      closed({
        principal: required(text, 'One of the principals.'),
        allow: required(
          choice('read', 'decrypt', 'erase', 'operate'),
          'read silver; decrypt the named columns; erase a person; operate jobs and replays.',
        ),
        tables: required(names, 'Tables as source.table, or a whole source.'),
        columns: optional(names, 'Encrypted columns that may be decrypted; with `allow: decrypt` only.'),
      }),
    ),
    'Who may do what. What is not allowed here is denied.',
  ),
  federates: optional(names, 'Workspaces whose silver is read from here without a copy.'),
});

export type AuthoredWorkspace = v.InferOutput<typeof workspace>;
