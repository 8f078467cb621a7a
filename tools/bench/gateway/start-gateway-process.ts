import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isObject } from 'key-gateway';

/** A gateway in its own process. */
export type GatewayChild = {
  url: string;
  pid: number;
  /** Megabytes after a garbage collection. */
  memory(): Promise<{ rss: number; heapUsed: number }>;
  stop(): Promise<void>;
};

const PROGRAM = fileURLToPath(new URL('gateway-process.ts', import.meta.url));

/** Starts a gateway in front of an emulator. @param folder for its files. */
export async function gatewayChild(upstream: string, folder: string): Promise<GatewayChild> {
  const child = fork(PROGRAM, [upstream, folder], {
    execArgv: ['--conditions=source', '--expose-gc'],
  });
  const { url } = await answer(child);
  return {
    url: String(url),
    pid: child.pid ?? Number.NaN,
    async memory() {
      child.send('memory');
      const { rss, heapUsed } = await answer(child);
      return { rss: megabytes(rss), heapUsed: megabytes(heapUsed) };
    },
    async stop() {
      if (!child.connected) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

async function answer(child: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  const [message] = await once(child, 'message');
  if (!isObject(message)) throw new Error('The gateway process sent an unknown message.');
  return message;
}

const megabytes = (bytes: unknown): number => Math.round(Number(bytes) / 10_485.76) / 100;
