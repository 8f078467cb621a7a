import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ONE_START = fileURLToPath(new URL('one-start.mjs', import.meta.url));

/** The measurements of one cold start. */
export type ColdStart = {
  /** From the start of the process to its end, measured outside it. */
  milliseconds: number;
  /** Processor time until the answer. Other programs disturb it less. */
  processorMilliseconds: number;
  /** Resident memory after the answer. */
  mebibytes: number;
};

/**
 * Starts a process that answers one event. It is spawned and not forked, because the channel of a
 * forked process makes Node.js load its network modules, also for the empty handler.
 *
 * @throws Error with the output of the process when it fails.
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
  if (!stdout || !stderr || !(results instanceof Readable))
    throw new Error('The process has no channel for its measurements.');
  stdout.resume();
  const written = Promise.all([text(results), text(stderr)]);
  const [code] = await once(child, 'exit');
  const milliseconds = performance.now() - begun;
  const [output, errors] = await written;
  if (code !== 0) throw new Error(`A cold start failed with ${code}:\n${errors}`);
  const { processorMilliseconds, bytes } = JSON.parse(output);
  return { milliseconds, processorMilliseconds, mebibytes: bytes / 2 ** 20 };
}
