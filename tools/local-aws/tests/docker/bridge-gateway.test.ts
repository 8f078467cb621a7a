import { describe, expect, it } from '@jest/globals';
import { parseGateway } from '../../docker/bridge-gateway.ts';

describe('the address of this machine on the bridge', () => {
  it.each([
    ['the gateway where the engine names it', '172.17.0.0/16 172.17.0.9', '172.17.0.9'],
    ['the first of the subnet where it does not', '172.17.0.0/16 ', '172.17.0.1'],
    ['that of IPv4 beside IPv6', 'fd00::/64 fd00::1\n10.9.0.0/24 10.9.0.1\n', '10.9.0.1'],
    ['none without a subnet', '\n', undefined],
    ['none where the subnet is not valid', '172.17.0.0 <nil>', undefined],
  ])('is %s', (_, lines, address) => {
    expect(parseGateway(lines)).toBe(address);
  });
});
