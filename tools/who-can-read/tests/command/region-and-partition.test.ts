import { describe, expect, it } from '@jest/globals';
import { parseOptions } from '../../command/options.ts';

const place = (...args: string[]) => parseOptions(['--template', 't', ...args], () => {}).source;

describe('the Region and partition of a stack', () => {
  it.each([
    ['us-east-1', 'aws'],
    ['ap-southeast-7', 'aws'],
    ['cn-northwest-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
    ['us-isob-east-1', 'aws-iso-b'],
    ['eusc-de-east-1', 'aws-eusc'],
  ])('with the Region %s is in the partition %s', (region, partition) => {
    expect(place('--region', region)).toMatchObject({ region, partition });
  });

  it('is in the partition that the option names', () => {
    expect(place('--partition', 'aws-cn')).toMatchObject({ partition: 'aws-cn' });
  });

  it.each([
    ['--region', 'moon'],
    ['--region', 'us-east-1a'],
    ['--region', ''],
    ['--partition', 'aws-moon'],
  ])('rejects %s "%s"', (option, value) => {
    expect(() => place(option, value)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });
});
