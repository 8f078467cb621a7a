import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pass } from './proxy/pass.ts';
import { upstreamAt } from './proxy/upstream.ts';
import { awsError, sendError } from './wire/error.ts';

/** How a gateway is set up. */
export type GatewayOptions = {
  /** URL of the emulator: `http://127.0.0.1:4566`. */
  readonly upstream: string;
  /** Folder for the gateway's files: KMS events, sessions, where to find it. */
  readonly folder: string;
  /** 0, or left out: any free port. */
  readonly port?: number;
  /** Interface to listen on; loopback unless told. */
  readonly host?: string;
  /** Takes a line about what went wrong, without any data of a request. */
  readonly log?: (line: string) => void;
};

/** A running gateway. */
export type Gateway = {
  readonly url: string;
  readonly port: number;
  /** Ends it at once, open connections included. */
  stop(): Promise<void>;
  /** Resolves when it is gone. */
  readonly ended: Promise<void>;
};

const MAX_HEADER_BYTES = 64 * 1024;

/**
 * Starts the key gateway before an emulator of AWS.
 *
 * @throws the system's error when it cannot listen there.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const upstream = upstreamAt(options.upstream);
  const serve = (incoming: IncomingMessage, response: ServerResponse): void => {
    pass(incoming, response, upstream).catch((error: unknown) => {
      options.log?.(`A request failed: ${error instanceof Error ? error.name : 'unknown error'}`);
      sendError(response, awsError('internal'));
    });
  };
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: 0,
    keepAliveTimeout: 60_000,
    noDelay: true,
  });
  server.on('request', serve);
  server.on('checkContinue', serve);
  server.on('checkExpectation', serve);
  server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  const ended = once(server, 'close').then(() => undefined);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.');
  const host = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    ended,
    async stop() {
      server.close();
      server.closeAllConnections();
      await ended;
      upstream.agent.destroy();
    },
  };
}
