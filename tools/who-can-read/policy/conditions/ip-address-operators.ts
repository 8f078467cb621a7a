import { BlockList, isIP } from 'node:net';
import { ternary } from '../ternary.ts';
import type { Compile } from './value-test.ts';

const bits = { 4: 32, 6: 128 } as const;
const families = { 4: 'ipv4', 6: 'ipv6' } as const;

/**
 * IpAddress: an IPv4 or IPv6 address, alone or as a CIDR block (RFC 4632). A value of a
 * request that is not an address is unknown.
 */
export const inNetwork: Compile = (value) => {
  const [address = '', prefix, ...more] = value.source.split('/');
  const version = ipVersion(address);
  const problem = `${JSON.stringify(value.source)} is not an IP address or CIDR block`;
  if (!version || more.length > 0) return problem;
  if (prefix !== undefined && !/^\d{1,3}$/.test(prefix)) return problem;
  const length = prefix === undefined ? bits[version] : Number(prefix);
  if (length > bits[version]) return problem;
  const network = new BlockList();
  network.addSubnet(address, length, families[version]);
  return (actual) => {
    const actualVersion = ipVersion(actual);
    if (!actualVersion) return 'unknown';
    return ternary(network.check(actual, families[actualVersion]));
  };
};

function ipVersion(address: string): 4 | 6 | undefined {
  const version = isIP(address);
  return version === 4 || version === 6 ? version : undefined;
}
