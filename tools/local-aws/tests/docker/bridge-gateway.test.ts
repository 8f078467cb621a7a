import { describe, expect, it } from '@jest/globals';
import { parseGateway } from '../../docker/bridge-gateway.ts';

describe('the address of this machine on the bridge', () => {
  it.each([
    ['the gateway if the engine names it', '172.17.0.0/16 172.17.0.9', '172.17.0.9'],
    ['the first address of the subnet otherwise', '172.17.0.0/16 ', '172.17.0.1'],
    [
      'the IPv4 address, if there is also an IPv6 address',
      'fd00::/64 fd00::1\n10.9.0.0/24 10.9.0.1\n',
      '10.9.0.1',
    ],
    ['undefined without a subnet', '\n', undefined],
    ['undefined if the subnet is not valid', '172.17.0.0 <nil>', undefined],
  ])('is %s', (_, lines, address) => {
    expect(parseGateway(lines)).toBe(address);
  });
});
