import { isIPv4 } from 'node:net';
import { type DockerOptions, docker } from './docker.ts';

const FORMAT = '{{range .IPAM.Config}}{{println .Subnet .Gateway}}{{end}}';

/**
 * Returns the address of the engine's machine for containers on the default bridge. It exists also
 * when no container runs and the bridge is not among this machine's interfaces.
 *
 * @returns undefined when the engine has no such bridge.
 */
export async function bridgeGateway(options: DockerOptions): Promise<string | undefined> {
  const inspected = ['network', 'inspect', 'bridge', '--format', FORMAT];
  return parseGateway(await docker(inspected, options));
}

/**
 * @param lines with a subnet and, from some engines, its gateway: "172.17.0.0/16 172.17.0.1". Without
 *   one it is the subnet's first address
 *   (https://docs.docker.com/reference/cli/docker/network/create/#specify-advanced-options).
 */
export function parseGateway(lines: string): string | undefined {
  const addresses = lines.split('\n').map((line) => {
    const [subnet = '', gateway = ''] = line.trim().split(/\s+/);
    return isIPv4(gateway) ? gateway : firstAddress(subnet);
  });
  return addresses.find((address) => address !== undefined);
}

function firstAddress(subnet: string): string | undefined {
  const [network = '', bits] = subnet.split('/');
  if (!isIPv4(network) || bits === undefined) return undefined;
  const bytes = network.split('.').map(Number);
  return [...bytes.slice(0, 3), (bytes[3] ?? 0) + 1].join('.');
}
