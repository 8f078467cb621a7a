import { MissingToolError } from 'helpers/errors';
import { runAnyway } from 'helpers/run-program';

const CANDIDATES = [
  'python3',
  'python',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
];
const OLDEST = [3, 10] as const;

/** Prints "3.11 /usr/bin/python3.11": the version, and the interpreter behind any launcher. */
const PROBE = 'import sys; print("%d.%d" % sys.version_info[:2], sys.executable)';

export type Python = { executable: string; version: string };

/**
 * Returns a Python that the emulator and the CLIs can use.
 *
 * @throws MissingToolError without Python 3.10 or newer.
 */
export async function findPython(env: NodeJS.ProcessEnv): Promise<Python> {
  const seen: string[] = [];
  for (const name of CANDIDATES) {
    const python = await probe(name, env);
    if (!python) continue;
    if (isRecent(python.version)) return python;
    seen.push(`${name} is ${python.version}`);
  }
  throw new MissingToolError(
    `Python 3.10 or newer is needed and was not found${seen.length > 0 ? ` (${seen.join(', ')})` : ''}.`,
    { advice: 'Install it from https://www.python.org/downloads/ or with your package manager.' },
  );
}

async function probe(name: string, env: NodeJS.ProcessEnv): Promise<Python | undefined> {
  try {
    const { exitCode, stdout } = await runAnyway(name, ['-c', PROBE], { env, timeout: 20_000 });
    const [version, ...path] = stdout.trim().split(' ');
    return exitCode === 0 && version ? { version, executable: path.join(' ') } : undefined;
  } catch {
    return undefined; // Not on this machine, or not a Python: try the next candidate.
  }
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
