import { once } from 'node:events';
import { type Server as Control, createServer as createControl } from 'node:http';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/**
 * What happens to a connection of a client: it is passed on; dropped at once; kept without an answer;
 * or passed on, and dropped when the answer comes, so that what was asked for is done and nobody knows.
 */
export const BEHAVIOURS = ['pass', 'refuse', 'stall', 'lose-answer'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** An endpoint before a service, that fails as it is told to. */
export type UnreliableEndpoint = {
  url: string;
  /** `POST /BEHAVIOUR` here; open connections are dropped, so that the next request meets it. */
  behaviourUrl: string;
  close(): Promise<void>;
};

/** @param service URL of a service on this machine. */
export async function startUnreliableEndpoint(service: URL): Promise<UnreliableEndpoint> {
  const open = new Set<Socket>();
  let behaviour: Behaviour = 'pass';
  const track = (socket: Socket): void => {
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
  };
  const server = createServer((client) => {
    track(client);
    if (behaviour === 'refuse') client.destroy();
    if (behaviour === 'stall') client.resume();
    if (behaviour === 'refuse' || behaviour === 'stall') return;
    const behind = connect(Number(service.port), service.hostname);
    track(behind);
    pipeline(client, behind, () => {});
    if (behaviour === 'pass') pipeline(behind, client, () => {});
    else behind.once('data', () => client.destroy());
  });
  const control = createControl((request, response) => {
    const wanted = BEHAVIOURS.find((name) => request.url === `/${name}`);
    response.writeHead(wanted ? 204 : 404).end();
    if (!wanted) return;
    behaviour = wanted;
    for (const socket of open) socket.destroy();
  });
  const [url, behaviourUrl] = await Promise.all([listen(server), listen(control)]);
  return {
    url,
    behaviourUrl,
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
