import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openPortForward } from '../../docker/port-forward.ts';

describe('a port forward to a service on the loopback interface', () => {
  let server: Server;
  let service: URL;

  beforeEach(async () => {
    server = createServer((request, response) => {
      request.pipe(response.writeHead(200, { 'x-host': request.headers.host ?? '' }));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    service = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  it('forwards requests, with the Host header unchanged', async () => {
    const door = await openPortForward(service, '127.0.0.1');
    const body = 'x'.repeat(1_000_000);

    const response = await fetch(door.url, { method: 'POST', body });

    expect(await response.text()).toBe(body);
    expect(response.headers.get('x-host')).toBe(new URL(door.url).host);
    expect(new URL(door.url).port).not.toBe(service.port);
    await door.close();
  });

  it('ends when it is closed, also with an open connection', async () => {
    const door = await openPortForward(service, '127.0.0.1');
    await (await fetch(door.url)).text();

    await door.close();

    await expect(fetch(door.url)).rejects.toThrow();
  });

  it('ends the connection when the service has ended', async () => {
    const door = await openPortForward(new URL('http://127.0.0.1:1'), '127.0.0.1');

    await expect(fetch(door.url)).rejects.toThrow();
    await door.close();
  });

  it.each([['198.51.100.7'], [undefined]])(
    'is the name of Docker Desktop when the bridge %s is not on this machine',
    async (gateway) => {
      const door = await openPortForward(service, gateway);

      expect(door.url).toBe(`http://host.docker.internal:${service.port}`);
      await door.close();
    },
  );
});
