import { once } from 'node:events';
import { type Server as Control, createServer as createControl } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/**
 * What happens to a connection of a client: it is passed on; dropped at once; kept without an answer;
 * or passed on, and dropped when the answer comes, so that what was asked for is done and nobody knows.
 */
export const BEHAVIORS = ['pass', 'refuse', 'stall', 'lose-answer'] as const;
export type Behavior = (typeof BEHAVIORS)[number];

/** An endpoint before a service, that fails as it is told to. */
export type UnreliableEndpoint = {
  url: string;
  /** `POST /BEHAVIOR` here; open connections are dropped, so that the next request meets it. */
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
    if (behavior === 'refuse') client.destroy();
    if (behavior === 'stall') client.resume();
    if (behavior === 'refuse' || behavior === 'stall') return;
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
