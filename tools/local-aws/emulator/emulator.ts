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
  /** File that the emulator writes its own messages to. */
  logFile: string;
  /** Ends it and the functions it runs, and removes its temporary files. */
  stop(): Promise<void>;
  /** Resolves when the emulator is gone, however that came. */
  ended: Promise<void>;
};

export type EmulatorOptions = {
  /** The Python that the emulator is installed for. */
  python: string;
  /** Environment to build on; see `isolated`. */
  env: NodeJS.ProcessEnv;
  /** Folder under which a temporary folder of its own is made. */
  folder: string;
  region: string;
  /** A fixed port, for an emulator that starts again (default: a free port). */
  port?: number;
};

const ATTEMPTS = 3;
const LAUNCH = fileURLToPath(new URL('launch.py', import.meta.url));

/**
 * Starts the emulator with authentication on, on the loopback interface only.
 *
 * @throws EmulatorError with the end of its log when it does not come up in 30 s.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(options, options.port ?? (await freePort()));
    } catch (error) {
      // Between finding a free port and binding it, somebody else may have taken it.
      const taken = error instanceof EmulatorError && error.message.includes('already in use');
      if (!taken || attempt === ATTEMPTS) throw error;
      await sleep(100);
    }
  }
}

async function startOnce(options: EmulatorOptions, port: number): Promise<Emulator> {
  await mkdir(options.folder, { recursive: true });
  const folder = await mkdtemp(join(options.folder, 'emulator-'));
  // The emulator writes CommonJS files here and lets node run them. Without this, node would take
  // them for ES modules, as the project's own package.json says.
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
    await poll('The start of the emulator', () => isReady(url, group, logFile), { every: 50 });
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
