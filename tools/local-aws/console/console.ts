import { once } from 'node:events';
import { createServer } from 'node:http';
import { rootOf } from 'helpers/root-credentials';
import type { Gateway } from 'key-gateway';
import { clients } from '../aws/clients.ts';
import type { Endpoint } from '../aws/environment.ts';
import { keepFacts } from './access/kept-facts.ts';
import { consoleIdentities } from './identities/console-identities.ts';
import { readProfiles } from './identities/read-profiles.ts';
import { type Bundle, bundle } from './page/bundle.ts';
import { serve } from './serve/console-server.ts';
import { type ConsoleSecrets, newSecrets } from './serve/credentials.ts';
import type { ConsoleContext } from './serve/routes.ts';

/** The AWS on this machine that a console shows. */
export type ConsoleOptions = {
  /** The gateway: every call as an identity goes there. */
  readonly endpoint: Endpoint;
  /** URL of the emulator behind it. The console reads policies there, to explain decisions. */
  readonly upstream: string;
  /** Folder of the run, with the profiles of the identities. */
  readonly folder: string;
  readonly account: string;
  /**
   * Gives the newest calls to KMS, the oldest first, the keys of executions, and a number that rises
   * when access can have changed.
   */
  readonly gateway: Pick<Gateway, 'events' | 'accessVersion' | 'isUpstreamUp' | 'keyOfExecution'>;
  /** 0, or left out: any free port. */
  readonly port?: number;
  /** Secrets of an earlier run, so that a page that is open goes on (default: new ones). */
  readonly secrets?: ConsoleSecrets;
  /** Takes a line about an error, without data of a request. */
  readonly log?: (line: string) => void;
};

/** A console that is up. */
export type Console = {
  /** Address that opens it. It contains a secret, so show it in the terminal only. */
  readonly url: string;
  /** Ends it at once, open connections included. */
  stop(): Promise<void>;
};

/** How long the emulator has for its answer when it was down. */
const TRY_MS = 2000;

/**
 * Serves the console page on the loopback interface.
 *
 * @throws the error of the system when it cannot listen or read the profiles.
 */
export async function startConsole(options: ConsoleOptions): Promise<Console> {
  const { endpoint, upstream, folder, account, gateway, log = () => {} } = options;
  const identities = consoleIdentities(endpoint, await readProfiles(folder));
  const adminClients = clients({ ...endpoint, url: upstream }, rootOf(account));
  const server = createServer();
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It listens on no port.');
  const credentials = { port: address.port, ...(options.secrets ?? newSecrets()) };
  const home = { account, region: endpoint.region };
  const ready = new URL('/_ministack/ready', endpoint.url);
  const context: ConsoleContext = {
    identities,
    adminClients,
    home,
    log,
    credentials,
    events: gateway.events,
    keyOfExecution: gateway.keyOfExecution,
    isUpstreamUp: gateway.isUpstreamUp,
    tryUpstream: () => fetch(ready, { signal: AbortSignal.timeout(TRY_MS) }).catch(() => {}),
    keptFacts: keepFacts(gateway.accessVersion),
    bundle: onFirstUse(bundle),
  };
  server.on('request', (incoming, response) => void serve(incoming, response, context));
  return {
    url: `http://127.0.0.1:${credentials.port}/?token=${credentials.token}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
      identities.destroy();
      for (const client of Object.values(adminClients)) client.destroy();
    },
  };
}

/** A build that failed is tried again with the next request. */
function onFirstUse(build: () => Promise<Bundle>): () => Promise<Bundle> {
  let built: Promise<Bundle> | undefined;
  return () => {
    built ??= build();
    built.catch(() => {
      built = undefined;
    });
    return built;
  };
}
