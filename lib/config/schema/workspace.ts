import * as v from 'valibot';
import { labels } from '../../core/scrub/finding.ts';
import {
  choice,
  closed,
  count,
  duration,
  freshness,
  locales,
  named,
  names,
  optional,
  required,
  retention,
  size,
  text,
} from './fields.ts';

const layer = v.pipe(
  v.string(),
  v.regex(
    /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:layer:[A-Za-z0-9_-]+:\d+$/,
    'the ARN of a layer version, such as arn:aws:lambda:us-east-1:111111111111:layer:names:1',
  ),
);

export const workspace = closed({
  description: optional(text, 'What the workspace is for.'),
  account: required(
    v.pipe(v.string('12 digits in quotes'), v.regex(/^\d{12}$/, '12 digits in quotes')),
    'AWS account.',
  ),
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
  compute: optional(
    closed({
      ingest: optional(
        closed({
          memory: optional(size, 'Memory of one function that loads objects; processors come with it.'),
          timeout: optional(duration, 'Longest time for one batch of objects.'),
          concurrency: optional(count, 'Most functions that load at once.'),
          tries: optional(count, 'Tries for an object before it goes to the dead-letter queue.'),
        }),
        'Loading of objects.',
      ),
      silver: optional(
        closed({
          memory: optional(size, 'Memory of a function that plans or records silver.'),
          timeout: optional(duration, 'Longest time for one of them.'),
        }),
        'Steps of silver between the queries.',
      ),
      athena: optional(
        closed({ scan_limit: optional(size, 'Most bytes that one query may read.') }),
        'Queries, those of silver and those of people.',
      ),
    }),
    'What the workspace may use in AWS, and so the most that it can cost.',
  ),
  second_stage: optional(
    closed({
      model: required(
        text,
        'Folder of model.onnx, tokenizer.json and config.json, relative to the folder of this file; in Lambda to /opt.',
      ),
      sha256: required(
        v.pipe(v.string('64 hex digits in quotes'), v.regex(/^[0-9a-f]{64}$/, '64 hex digits in lower case')),
        'SHA-256 of model.onnx, tokenizer.json and config.json, one after the other.',
      ),
      labels: optional(
        named(choice(...labels, 'keep')),
        "What each of the model's entity types is: a label, or keep, which leaves it in clear.",
      ),
      threshold: optional(
        v.pipe(v.number(), v.gtValue(0, 'a number above 0'), v.maxValue(1, 'a number of at most 1')),
        'Least probability of a finding.',
      ),
      when: optional(
        choice('unsure', 'always'),
        'Which texts the model reads: those the first stage is unsure of, or all.',
      ),
      batch_size: optional(
        v.pipe(count, v.minValue(1, 'a number of at least 1'), v.maxValue(256, 'a number of at most 256')),
        'Windows that the model reads at once.',
      ),
      max_tokens: optional(
        v.pipe(count, v.minValue(16, 'a number of at least 16'), v.maxValue(2048, 'a number of at most 2048')),
        'Most tokens of one window.',
      ),
      layers: optional(
        v.pipe(v.array(layer), v.maxLength(5, 'at most 5 layers, as Lambda allows')),
        'Lambda layers that hold the model, onnxruntime-node and tokenizers.',
      ),
    }),
    'A model that reads scrubbed texts again: slower, and finds more.',
  ),
  freshness: optional(freshness, 'The promise of every table that makes none of its own.'),
  schedules: optional(
    closed({
      freshness_check: optional(duration, 'How often the freshness of every table is checked.'),
      audit: optional(duration, 'How often a sample of bronze and silver is read again for what should not be there.'),
      silver: optional(duration, 'How often bronze is merged into silver.'),
      maintenance: optional(duration, 'How often files are compacted and old versions removed.'),
    }),
    'How often things run.',
  ),
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
        description: optional(text, 'Who they are, and what they need it for.'),
        read: optional(names, 'Layers (bronze, silver, quarantine), or one source of a layer: silver/platform-db.'),
        decrypt: optional(names, 'Encrypted columns that may be decrypted, as source.table.column.'),
        start: optional(names, 'Jobs that may be started by hand.'),
        erase: optional(names, 'Kinds of person, as tables name them in `subject`, who may be erased.'),
      }),
    ),
    'Who may do what. What is not allowed here is denied.',
  ),
  federates: optional(names, 'Workspaces whose silver is read from here without a copy.'),
});

export type AuthoredWorkspace = v.InferOutput<typeof workspace>;
