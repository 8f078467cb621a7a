import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import type { HostAddress } from './host-address.ts';

/** A way for containers to a service that listens on this machine's loopback interface only. */
export type LoopbackDoor = {
  /** The service's URL as containers reach it. */
  url: string;
  close(): Promise<void>;
};

/**
 * Opens a door: what containers send to it goes on to the service, byte by byte.
 *
 * @param service URL of the service, on 127.0.0.1 or localhost.
 * @param host where containers see this machine. On a bridge the door is a port of its own there, which
 *   no other machine can reach; Docker Desktop needs none.
 */
export async function openLoopbackDoor(service: URL, host: HostAddress): Promise<LoopbackDoor> {
  const port = Number(service.port);
  if (host.listen === undefined) return { url: urlOf(service, host.name, port), async close() {} };

  const open = new Set<Socket>();
  const server = createServer((container) => {
    const behind = connect(port, service.hostname);
    for (const socket of [container, behind]) {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    }
    // An error on either side ends both; the container's own client tells of it.
    pipeline(container, behind, () => {});
    pipeline(behind, container, () => {});
  });
  server.listen(0, host.listen);
  await once(server, 'listening');
  const { port: own } = server.address() as AddressInfo;
  return {
    url: urlOf(service, host.name, own),
    async close() {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}

function urlOf(service: URL, hostname: string, port: number): string {
  const url = new URL(service);
  url.hostname = hostname;
  url.port = String(port);
  return url.href.replace(/\/$/, '');
}
