import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isolated } from '../aws/environment.ts';

const SERVER = fileURLToPath(new URL('server.py', import.meta.url));

/**
 * Starts a process that has a CLI loaded, and waits until it has.
 *
 * @param path of the socket that it listens on.
 * @throws Error when it ends before.
 */
export async function startServer(python: string, path: string, program: 'aws' | 'sam') {
  // Each command has the settings of whoever asks for it; those of ours have no say in it.
  const env = isolated(process.env, dirname(path));
  const server = spawn(python, [SERVER, path, program], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C in our terminal reaches the commands by their clients.
    detached: true,
  });
  const ended = once(server, 'exit');
  const lines = createInterface({ input: server.stdout });
  const ready = await Promise.race([once(lines, 'line'), ended.then(() => undefined)]);
  if (ready === undefined) throw new Error(`The ${program} CLI could not be loaded.`);
  server.unref();
  return {
    async stop() {
      server.ref();
      server.stdin.end();
      await ended;
    },
  };
}
