import { isRegionName, partitionNames, partitionOf } from 'helpers/partition';
import { UsageError } from './usage-error.ts';

/**
 * Checks the name of a Region.
 * @throws UsageError when the text cannot be the name of a Region.
 */
export function requireRegion(region: string): string {
  if (isRegionName(region)) return region;
  throw new UsageError(`--region takes the name of a Region such as us-east-1, not ${region}`);
}

/**
 * Returns the given partition (default: the partition of the Region).
 * @throws UsageError for an unknown partition.
 */
export function choosePartition(region: string, given?: string): string {
  if (given !== undefined && !partitionNames.includes(given)) {
    throw new UsageError(`--partition takes one of ${partitionNames.join(', ')}, not ${given}`);
  }
  return given ?? partitionOf(region);
}
