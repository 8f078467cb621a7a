import { randomInt } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ToolError } from 'helpers/errors';
import { type ConsoleSecrets, newSecrets } from './console/serve/credentials.ts';
import { STABLE_FOLDER } from './run-registry.ts';

/** Settings that stay from run to run, so that open shells and console pages continue to work after a restart. */
export type RunSettings = {
  /** Port of the key gateway. */
  readonly port: number;
  readonly consolePort: number;
  readonly secrets: ConsoleSecrets;
};

const FILE = 'settings.json';

/**
 * Returns the settings of this clone's local AWS: those of the last run, or new ones. They are saved
 * for their owner alone.
 *
 * @param port of the key gateway; the console page gets the next one (default: the ports of the last
 * run, and free ones in the first run).
 * @throws ToolError when another program uses a port.
 */
export async function runSettings(
  port?: number,
  folder: string = STABLE_FOLDER,
): Promise<RunSettings> {
  const saved = await read(join(folder, FILE));
  const ports =
    port === undefined ? (saved ?? (await freePorts())) : { port, consolePort: port + 1 };
  const settings = {
    port: ports.port,
    consolePort: ports.consolePort,
    secrets: saved?.secrets ?? newSecrets(),
  };
  await requireFree(settings.port);
  await requireFree(settings.consolePort);
  await writeFile(join(folder, FILE), JSON.stringify(settings), { mode: 0o600 });
  return settings;
}

/** Below the ports that Linux and macOS give to outgoing connections, so that ours stay free. */
const FIRST_PORT = 20_000;
const LAST_PORT = 29_998;

async function freePorts(): Promise<Pick<RunSettings, 'port' | 'consolePort'>> {
  for (;;) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    const ports = { port, consolePort: port + 1 };
    const free = await Promise.all(Object.values(ports).map(requireFree)).catch(() => undefined);
    if (free) return ports;
  }
}

function requireFree(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (cause) => {
      reject(
        new ToolError(`Another program uses port ${port}, or you cannot listen on it.`, {
          advice: 'Choose another: npm start -- --port 4570 (open shells keep the old port)',
          cause,
        }),
      );
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

async function read(path: string): Promise<RunSettings | undefined> {
  try {
    const found: Partial<RunSettings> = JSON.parse(await readFile(path, 'utf8'));
    const { port, consolePort, secrets } = found;
    return port && consolePort && secrets ? { port, consolePort, secrets } : undefined;
  } catch {
    return undefined; // The first run, or a file that a full disk cut off.
  }
}
