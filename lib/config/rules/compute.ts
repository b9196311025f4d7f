import type { Finding } from '../finding.ts';
import { bytes, seconds } from '../quantities.ts';
import type { AuthoredWorkspace } from '../schema/workspace.ts';

const mebi = 1 << 20;

/**
 * What AWS allows.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-setting-control-limits-cloudwatch.html
 */
const bounds = {
  memory: { least: 128 * mebi, most: 10_240 * mebi, expected: 'a size from 128MiB to 10240MiB' },
  timeout: { least: 10, most: 900, expected: 'a duration from 10s to 15m, the longest that a function may run' },
  concurrency: { least: 2, most: 1000, expected: 'a number from 2 to 1000' },
  tries: { least: 1, most: 100, expected: 'a number from 1 to 100' },
  scan_limit: { least: 10 * mebi, most: Number.POSITIVE_INFINITY, expected: 'a size of at least 10MiB' },
} as const;

const amount = (key: keyof typeof bounds, value: string | number): number =>
  typeof value === 'number' ? value : key === 'timeout' ? seconds(value) : bytes(value);

/** What a workspace may use is something that AWS can give. */
export const computeLimits = (compute: AuthoredWorkspace['compute']): readonly Finding[] =>
  Object.entries(compute ?? {}).flatMap(([part, settings]) =>
    Object.entries(settings).flatMap(([name, value]): Finding[] => {
      const { least, most, expected } = bounds[name as keyof typeof bounds];
      const given = amount(name as keyof typeof bounds, value as string | number);
      if (given >= least && given <= most) return [];
      const path = ['compute', part, name];
      return [
        { code: 'out_of_range', path, message: `AWS does not allow this ${name}`, found: String(value), expected },
      ];
    }),
  );
