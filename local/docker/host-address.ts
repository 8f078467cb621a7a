import { networkInterfaces } from 'node:os';
import { type DockerOptions, docker } from './docker.ts';

/** How containers reach this machine. */
export type HostAddress = {
  /** What a container connects to. */
  name: string;
  /** Address here that containers, and nobody outside, can connect to; undefined when there is none. */
  listen: string | undefined;
};

/** Docker Desktop gives containers this name for the machine, its loopback interface included
 * (https://docs.docker.com/desktop/features/networking/#use-cases-and-workarounds). */
const DESKTOP: HostAddress = { name: 'host.docker.internal', listen: undefined };

const BRIDGE_NAME = '{{index .Options "com.docker.network.bridge.name"}}';

/**
 * Looks for the bridge that containers are attached to. Where the engine runs on this machine it is an
 * interface here, and its address is this machine as containers see it.
 */
export async function hostAddress(options: DockerOptions): Promise<HostAddress> {
  const bridge = await docker(['network', 'inspect', 'bridge', '--format', BRIDGE_NAME], options);
  const address = networkInterfaces()[bridge]?.find(({ family }) => family === 'IPv4')?.address;
  return address === undefined ? DESKTOP : { name: address, listen: address };
}
