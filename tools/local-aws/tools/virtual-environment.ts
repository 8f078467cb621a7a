import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withLock } from 'helpers/lock';
import type { Progress } from 'helpers/progress';
import { run, runAnyway } from 'helpers/run-program';
import type { Python } from './python.ts';

export type VirtualEnvironment = { bin: string; reused: boolean };

type Wanted = {
  python: Python;
  /** Files with pinned requirements. They and the Python's version name the environment. */
  requirements: readonly string[];
  folder: string;
  env: NodeJS.ProcessEnv;
  progress: Progress;
  signal?: AbortSignal;
};

/**
 * Returns a virtual environment with exactly these requirements. An existing environment is used
 * while it matches. Otherwise a new one is created beside it.
 *
 * @throws CommandFailedError when it cannot be installed.
 */
export async function virtualEnvironment(wanted: Wanted): Promise<VirtualEnvironment> {
  const target = join(wanted.folder, await fingerprint(wanted));
  const bin = join(target, process.platform === 'win32' ? 'Scripts' : 'bin');
  const complete = join(target, '.complete');
  if (existsSync(complete)) return { bin, reused: true };

  await mkdir(wanted.folder, { recursive: true });
  const makeIt = async (): Promise<VirtualEnvironment> => {
    if (existsSync(complete)) return { bin, reused: true };
    await rm(target, { recursive: true, force: true });
    await install(target, bin, wanted);
    await writeFile(complete, '');
    return { bin, reused: false };
  };
  return withLock(`${target}.lock`, makeIt, wanted.signal);
}

async function fingerprint({ python, requirements }: Wanted): Promise<string> {
  const hash = createHash('sha256').update(python.version);
  for (const file of requirements) hash.update(await readFile(file));
  return `python-${hash.digest('hex').slice(0, 12)}`;
}

/**
 * uv needs seconds for an installation that takes pip most of a minute, so it is used where it is
 * present.
 */
async function install(target: string, bin: string, wanted: Wanted): Promise<void> {
  const { python, requirements, env, progress, signal } = wanted;
  const files = requirements.flatMap((file) => ['-r', file]);
  const options = { env, ...(signal ? { signal } : {}) };
  const hasUv = await runAnyway('uv', ['--version'], { env }).then(
    ({ exitCode }) => exitCode === 0,
    () => false,
  );
  progress.note(
    `Installing with ${hasUv ? 'uv' : 'pip (about a minute; with uv it takes seconds)'}`,
  );
  if (hasUv) {
    await run('uv', ['venv', '--quiet', '--python', python.executable, target], options);
    // As pip does. Otherwise Python would compile the emulator at each start, because the emulator
    // does not write bytecode.
    const pip = ['pip', 'install', '--quiet', '--compile-bytecode'];
    await run('uv', [...pip, '--python', join(bin, 'python'), ...files], options);
    return;
  }
  await run(python.executable, ['-m', 'venv', target], options);
  const pip = [
    '-m',
    'pip',
    'install',
    '--disable-pip-version-check',
    '--progress-bar=off',
    ...files,
  ];
  await run(join(bin, 'python'), pip, { ...options, onLine: pipProgress(progress.note) });
}

/** Packages between two lines of progress. */
const STEP = 20;

/**
 * Returns a function that takes pip's lines and prints its progress. pip prints one line for each
 * of about a hundred packages.
 */
export function pipProgress(print: (line: string) => void): (line: string) => void {
  let collected = 0;
  return (line) => {
    if (line.startsWith('Collecting ')) {
      collected += 1;
      if (collected % STEP === 0) print(`${collected} packages found ...`);
    } else if (line.startsWith('Installing collected packages')) {
      print(`Installing ${collected} packages ...`);
    } else if (/^(ERROR|WARNING)/.test(line)) {
      print(line);
    }
  };
}
