import { once } from 'node:events';
import { type Server as Control, createServer as createControl } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/**
 * The behavior for a connection of a client: forward it; close it at once; keep it without an
 * answer; or forward it and close it when the answer comes, so that the client does not see that
 * the request succeeded.
 */
export const BEHAVIORS = ['pass', 'close', 'stall', 'lose-answer'] as const;
export type Behavior = (typeof BEHAVIORS)[number];

/** An endpoint in front of a service that fails on command. */
export type UnreliableEndpoint = {
  url: string;
  /**
   * `POST /BEHAVIOR` sets the behavior. It closes open connections, so that it applies to the next
   * request.
   */
  behaviorUrl: string;
  close(): Promise<void>;
};

/** @param service URL of a service on this machine. */
export async function startUnreliableEndpoint(service: URL): Promise<UnreliableEndpoint> {
  const open = new Set<Socket>();
  let behavior: Behavior = 'pass';
  const track = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
  };
  const server = createServer((client) => {
    track(client);
    if (behavior === 'close') client.destroy();
    if (behavior === 'stall') client.resume();
    if (behavior === 'close' || behavior === 'stall') return;
    const behind = connect(Number(service.port), service.hostname);
    track(behind);
    pipeline(client, behind, () => {});
    if (behavior === 'pass') pipeline(behind, client, () => {});
    else behind.once('data', () => client.destroy());
  });
  const control = createControl((request, response) => {
    const wanted = BEHAVIORS.find((name) => request.url === `/${name}`);
    response.writeHead(wanted ? 204 : 404).end();
    if (!wanted) return;
    behavior = wanted;
    for (const socket of open) socket.destroy();
  });
  const [url, behaviorUrl] = await Promise.all([listen(server), listen(control)]);
  return {
    url,
    behaviorUrl,
    async close() {
      server.close();
      control.close();
      control.closeAllConnections();
      for (const socket of open) socket.destroy();
      await Promise.all([once(server, 'close'), once(control, 'close')]);
    },
  };
}

async function listen(server: ReturnType<typeof createServer> | Control): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
