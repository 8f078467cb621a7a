import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ONE_START = fileURLToPath(new URL('one-start.mjs', import.meta.url));

/** What one cold start took. */
export type ColdStart = {
  /** From the start of the process to its end, as seen from outside. */
  milliseconds: number;
  /** Of processor time, until the answer; other programs disturb it less. */
  processorMilliseconds: number;
  /** Resident when it had answered. */
  mebibytes: number;
};

/**
 * Starts a process that answers one event. It is spawned, not forked: the channel of a forked one makes
 * Node.js load its network modules, which would be charged to the empty handler as well.
 *
 * @throws Error when the process fails, with what it wrote.
 */
export async function coldStart(
  module: string,
  event: string,
  env: NodeJS.ProcessEnv,
): Promise<ColdStart> {
  const begun = performance.now();
  const child = spawn(process.execPath, [ONE_START, module, event], {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const { stdout, stderr } = child;
  const results = child.stdio[3];
  if (!stdout || !stderr || !(results instanceof Readable)) throw new Error('Nowhere to tell.');
  stdout.resume();
  const written = Promise.all([text(results), text(stderr)]);
  const [code] = await once(child, 'exit');
  const milliseconds = performance.now() - begun;
  const [told, errors] = await written;
  if (code !== 0) throw new Error(`A cold start failed with ${code}:\n${errors}`);
  const { processorMilliseconds, bytes } = JSON.parse(told);
  return { milliseconds, processorMilliseconds, mebibytes: bytes / 2 ** 20 };
}
