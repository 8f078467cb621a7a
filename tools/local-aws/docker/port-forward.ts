import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/** Lets containers reach a service that listens on this machine's loopback interface only. */
export type PortForward = {
  /** The service's URL for containers. */
  url: string;
  close(): Promise<void>;
};

/** In containers, Docker Desktop uses this name for the machine, its loopback interface included
 * (https://docs.docker.com/desktop/features/networking/#use-cases-and-workarounds). */
const DESKTOP_HOST = 'host.docker.internal';

/**
 * Opens a port on the bridge that forwards connections of containers to the service, byte by byte.
 * No other machine can reach the port. If the bridge is not on this machine, as with Docker
 * Desktop, no port is needed.
 *
 * @param service URL of the service, on 127.0.0.1 or localhost.
 * @param gateway address of this machine for containers.
 */
export async function openPortForward(
  service: URL,
  gateway: string | undefined,
): Promise<PortForward> {
  const open = new Set<Socket>();
  const server = createServer((container) => {
    const behind = connect(Number(service.port), service.hostname);
    for (const socket of [container, behind]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    }
    // An error on one side ends both. The client in the container reports it.
    pipeline(container, behind, () => {});
    pipeline(behind, container, () => {});
  });
  const own = gateway === undefined ? undefined : await listen(server, gateway);
  if (own === undefined) {
    return { url: urlOf(service, DESKTOP_HOST, service.port), async close() {} };
  }
  return {
    url: urlOf(service, own.address, String(own.port)),
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** @returns undefined when this machine does not have the address. */
function listen(server: Server, address: string): Promise<AddressInfo | undefined> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRNOTAVAIL' ? resolve(undefined) : reject(error),
    );
    server.listen(0, address, () => {
      const bound = server.address();
      resolve(typeof bound === 'object' && bound !== null ? bound : undefined);
    });
  });
}

function urlOf(service: URL, hostname: string, port: string): string {
  const url = new URL(service);
  url.hostname = hostname;
  url.port = port;
  return url.href.replace(/\/$/, '');
}
