import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { isObject } from '../../../local/gateway/wire/strict-json.ts';

/** A gateway that can be killed, and comes back at the same address with its files. */
export type MortalGateway = {
  url: string;
  pid(): number;
  /** What it holds on to, after a garbage collection. */
  heapMiB(): Promise<number>;
  kill(): Promise<void>;
  startAgain(): Promise<void>;
  stop(): Promise<void>;
};

const PROGRAM = fileURLToPath(new URL('gateway-process.ts', import.meta.url));

/** Starts one before an emulator. @param folder for its files. */
export async function startMortalGateway(upstream: string, folder: string): Promise<MortalGateway> {
  let child: ChildProcess;
  const start = async (port: number): Promise<number> => {
    child = fork(PROGRAM, [upstream, folder, String(port)], {
      execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
    });
    return Number((await answer(child))['port']);
  };
  const port = await start(0);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: () => child.pid ?? 0,
    async heapMiB() {
      child.send('memory');
      return Number((await answer(child))['heapMiB']);
    },
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
    startAgain: async () => void (await start(port)),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}

async function answer(child: ChildProcess): Promise<Readonly<Record<string, unknown>>> {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error('The gateway process ended.');
  });
  const [message] = await Promise.race([once(child, 'message', { signal }), ended]);
  settled.abort();
  if (!isObject(message)) throw new Error('The gateway process said something odd.');
  return message;
}
