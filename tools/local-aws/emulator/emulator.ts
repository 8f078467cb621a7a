import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EmulatorError } from 'helpers/errors';
import { freePort } from 'helpers/free-port';
import { poll } from 'helpers/poll';
import { type ProcessGroup, startGroup } from 'helpers/process-group';

/** A running emulator of AWS on a loopback port. */
export type Emulator = {
  url: string;
  port: number;
  /** Id of the process, for measurements. */
  pid: number;
  /** File with the emulator's own messages. */
  logFile: string;
  /** Ends the emulator and its functions, and removes its temporary files. */
  stop(): Promise<void>;
  /** Resolves when the emulator has ended, for any reason. */
  ended: Promise<void>;
};

export type EmulatorOptions = {
  /** The Python that the emulator is installed for. */
  python: string;
  /** Base environment; see `isolated`. */
  env: NodeJS.ProcessEnv;
  /** Folder for its temporary folder. */
  folder: string;
  region: string;
  /** A fixed port, for an emulator that starts again (default: a free port). */
  port?: number;
  /** Ends the start: nothing is left of it. */
  signal?: AbortSignal;
};

const ATTEMPTS = 3;
const LAUNCH = fileURLToPath(new URL('launch.py', import.meta.url));

/**
 * Starts the emulator with authentication on, on the loopback interface only.
 *
 * @throws EmulatorError with the end of its log when it does not come up in 30 s, and the reason of the
 *   signal.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(options, options.port ?? (await freePort()));
    } catch (error) {
      // Another program can take the port before the emulator binds it.
      const taken = error instanceof EmulatorError && error.message.includes('already in use');
      if (!taken || attempt === ATTEMPTS) throw error;
      await sleep(100);
    }
  }
}

async function startOnce(options: EmulatorOptions, port: number): Promise<Emulator> {
  options.signal?.throwIfAborted();
  await mkdir(options.folder, { recursive: true });
  const folder = await mkdtemp(join(options.folder, 'emulator-'));
  // The emulator writes CommonJS files here and runs them with node. Without this file, node would
  // treat them as ES modules, because of the project's package.json.
  await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }');
  const logFile = join(folder, 'emulator.log');
  const group = await startGroup(options.python, [LAUNCH], {
    logFile,
    cwd: folder,
    stdin: 'owned',
    env: {
      ...options.env,
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: options.region,
      IOT_MTLS_ENABLED: '0',
      LAMBDA_EXECUTOR: 'local',
      TMPDIR: folder,
      PYTHONDONTWRITEBYTECODE: '1',
    },
  });
  const stop = async (): Promise<void> => {
    await group.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    const ready = () => {
      options.signal?.throwIfAborted();
      return isReady(url, group, logFile);
    };
    await poll('The start of the emulator', ready, { every: 50 });
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, port, pid: group.pid, logFile, stop, ended: group.ended };
}

async function isReady(url: string, group: ProcessGroup, log: string): Promise<true | undefined> {
  if (!group.running()) {
    const output = await readFile(log, 'utf8').catch(() => '');
    throw new EmulatorError(`The emulator did not start:\n${output.trimEnd().slice(-2000)}`);
  }
  const response = await fetch(`${url}/_ministack/ready`).catch(() => undefined);
  return response?.ok ? true : undefined;
}
