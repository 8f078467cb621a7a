import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, jest } from '@jest/globals';
import { type Gateway, startGateway } from '../gateway.ts';

export type Handler = (incoming: IncomingMessage, response: ServerResponse) => void;

/** A gateway in front of a server whose answers a test sets. */
export type FakeUpstreamFixture = {
  gateway: Gateway;
  server: Server;
  logged: string[];
  /** Sets the behavior of the server. */
  answers(handler: Handler): void;
};

/** One fixture for a test file; pass `start` to `beforeAll`. Both end after the last test. */
export function fakeUpstreamForTests(): { start: () => Promise<FakeUpstreamFixture> } {
  jest.setTimeout(60_000);
  const undo: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const step of undo.reverse()) await step();
  });
  return { start: () => stage(undo) };
}

async function stage(undo: (() => Promise<unknown>)[]): Promise<FakeUpstreamFixture> {
  let handler: Handler = (_, response) => response.end();
  const server = createServer((incoming, response) => handler(incoming, response));
  server.on('checkContinue', (incoming, response) => {
    response.writeContinue();
    handler(incoming, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const folder = await mkdtemp(join(tmpdir(), 'gateway-test-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  const logged: string[] = [];
  const upstream = `http://127.0.0.1:${port}`;
  const gateway = await startGateway({ upstream, folder, log: (line) => void logged.push(line) });
  undo.push(gateway.stop);
  return {
    gateway,
    server,
    logged,
    answers: (next) => {
      handler = next;
    },
  };
}

/** Returns headers of a request for an operation, with the unchecked signature of a root user. */
export const signed = (
  target: string,
  service = target.startsWith('TrentService') ? 'kms' : 'states',
  accessKeyId = '123456789012',
): Record<string, string> => ({
  'content-type': 'application/x-amz-json-1.0',
  'x-amz-target': target,
  'x-amz-date': '20261124T120000Z',
  authorization:
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261124/us-east-1/${service}/aws4_request, ` +
    `SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
});
