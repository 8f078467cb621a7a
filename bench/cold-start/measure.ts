import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ONE_START = fileURLToPath(new URL('one-start.mjs', import.meta.url));

/** What one cold start took: milliseconds from the start of the process to its end, and KiB. */
export type ColdStart = { milliseconds: number; kibibytes: number };

/**
 * Starts a process that answers one event.
 *
 * @throws when the process fails, with what it wrote.
 */
export async function coldStart(
  module: string,
  event: string,
  env: NodeJS.ProcessEnv,
): Promise<ColdStart> {
  const begun = performance.now();
  const child = fork(ONE_START, [module, event], { env, silent: true, execArgv: [] });
  const written: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => written.push(chunk));
  child.stdout?.resume();
  let kibibytes = Number.NaN;
  child.once('message', (message: { maxRss: number }) => {
    kibibytes = message.maxRss;
  });
  const [code] = await once(child, 'exit');
  const milliseconds = performance.now() - begun;
  if (code !== 0 || Number.isNaN(kibibytes)) {
    throw new Error(`A cold start failed with ${code}:\n${Buffer.concat(written)}`);
  }
  return { milliseconds, kibibytes };
}
