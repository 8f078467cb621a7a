/**
 * Partitions, by the prefix of their Regions' names.
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

/** The names of all partitions. */
export const partitionNames: readonly string[] = [
  ...new Set(['aws', ...Object.values(PARTITIONS)]),
];

/** Returns the partition of a Region; `aws` for a Region with none of the known prefixes. */
export function partitionOf(region: string): string {
  const found = Object.entries(PARTITIONS).find(([prefix]) => region.startsWith(prefix));
  return found?.[1] ?? 'aws';
}

/** Whether a text has the form of a Region's name. The Region need not exist today. */
export const isRegionName = (text: string): boolean =>
  /^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/.test(text);
