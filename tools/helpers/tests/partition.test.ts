import { describe, expect, it } from '@jest/globals';
import { isRegionName, partitionNames, partitionOf } from '../partition.ts';

// Two tables disagreed, so ARNs in ISO and European sovereign Regions were in the partition aws.
describe('the partition of a Region', () => {
  it.each([
    ['us-east-1', 'aws'],
    ['eu-central-1', 'aws'],
    ['il-central-1', 'aws'],
    ['mx-central-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['us-iso-east-1', 'aws-iso'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eu-isoe-west-1', 'aws-iso-e'],
    ['us-isof-south-1', 'aws-iso-f'],
    ['eu-isof-west-1', 'aws-iso-f'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('of %s is %s', (region, partition) => {
    expect(isRegionName(region)).toBe(true);
    expect(partitionOf(region)).toBe(partition);
    expect(partitionNames).toContain(partition);
  });

  it.each(['', 'us-east', 'US-EAST-1', 'us-east-1a', 'global', 'us_east_1', 'arn:aws'])(
    'does not exist for a text that is not a Region: %j',
    (text) => {
      expect(isRegionName(text)).toBe(false);
    },
  );
});
