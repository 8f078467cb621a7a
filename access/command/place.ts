import { UsageError } from './errors.ts';

/**
 * Partitions, by what the names of their Regions begin with.
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 * https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json
 */
const PARTITIONS = {
  'cn-': 'aws-cn',
  'us-gov-': 'aws-us-gov',
  'us-iso-': 'aws-iso',
  'us-isob-': 'aws-iso-b',
  'eu-isoe-': 'aws-iso-e',
  'us-isof-': 'aws-iso-f',
  'eu-isof-': 'aws-iso-f',
  'eusc-': 'aws-eusc',
} as const;

const known: ReadonlySet<string> = new Set(['aws', ...Object.values(PARTITIONS)]);

/**
 * The name of a Region, which need not be one of today's.
 * @throws UsageError for what cannot be one.
 */
export function requireRegion(region: string): string {
  if (/^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/.test(region)) return region;
  throw new UsageError(`--region takes the name of a Region such as us-east-1, not ${region}`);
}

/**
 * The partition that was asked for, or the one of the Region.
 * @throws UsageError for a partition that is none.
 */
export function partitionOf(region: string, given?: string): string {
  if (given !== undefined && !known.has(given)) {
    throw new UsageError(`--partition takes one of ${[...known].join(', ')}, not ${given}`);
  }
  const found = Object.entries(PARTITIONS).find(([start]) => region.startsWith(start));
  return given ?? found?.[1] ?? 'aws';
}
