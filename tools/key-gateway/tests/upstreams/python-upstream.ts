import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { execa } from 'execa';
import { freePort } from 'helpers/free-port';
import { poll } from 'helpers/poll';
import { userCacheFolder } from 'helpers/user-cache';

/** An emulator from PyPI, in its own Python environment. */
export type PythonUpstream = {
  readonly name: string;
  /** With its exact version. */
  readonly requirement: string;
  /** Names of suitable Python programs on PATH. */
  readonly pythons: readonly string[];
  /** Program in the environment, with its arguments. */
  command(port: number): readonly [program: string, ...args: string[]];
  readonly env?: Readonly<Record<string, string>>;
  /** A path that answers when the emulator is up. */
  readonly health: string;
};

/** Returns the Python of an upstream; undefined when this machine has none that fits. */
export async function pythonOf({ pythons }: PythonUpstream): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const name of pythons) {
    for (const path of folders.map((folder) => join(folder, name)).filter(existsSync)) {
      const { exitCode } = await execa(path, ['-c', 'import venv'], { reject: false });
      if (exitCode === 0) return path;
    }
  }
  return undefined;
}

/** Installs an upstream once for this user, and starts it. */
export async function startUpstream(
  upstream: PythonUpstream,
  python: string,
  folder: string,
): Promise<{ url: string; stop(): Promise<void> }> {
  const environment = await install(upstream, python);
  const port = await freePort();
  const [program, ...args] = upstream.command(port);
  const child = execa(join(environment, 'bin', program), args, {
    cwd: folder,
    env: { ...upstream.env, HOME: folder, TMPDIR: folder },
    reject: false,
    all: true,
    buffer: false,
  });
  child.all?.resume();
  const url = `http://127.0.0.1:${port}`;
  await poll(
    `${upstream.name} is up`,
    () =>
      fetch(url + upstream.health).then(
        ({ status }) => (status < 500 ? true : undefined),
        () => undefined,
      ),
    { every: 200, deadline: 90_000 },
  );
  return {
    url,
    async stop() {
      child.kill('SIGTERM', new Error('The test is over.'));
      await child.catch(() => {});
    },
  };
}

async function install({ requirement }: PythonUpstream, python: string): Promise<string> {
  const name = requirement.replace(/[^a-zA-Z0-9.]+/g, '-');
  const environment = join(userCacheFolder(process.env), 'python', `upstream-${name}`);
  const complete = join(environment, 'complete');
  if (existsSync(complete)) return environment;
  // Scripts contain the path of their Python, so it is created in its final folder.
  await rm(environment, { recursive: true, force: true });
  await mkdir(dirname(environment), { recursive: true });
  await execa(python, ['-m', 'venv', environment]);
  const own = join(environment, 'bin', 'python');
  try {
    await execa(own, ['-m', 'pip', 'install', '--quiet', requirement]);
    await writeFile(complete, '');
  } catch (error) {
    await rm(environment, { recursive: true, force: true });
    throw error;
  }
  return environment;
}
