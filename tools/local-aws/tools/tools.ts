import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { userCacheFolder } from 'helpers/user-cache';
import { findInstalledClis } from './installed-clis.ts';
import { findPython } from './python.ts';
import { virtualEnvironment } from './virtual-environment.ts';

/** The programs of local AWS, each a path or a name on PATH. */
export type Tools = {
  sam: string;
  aws: string;
  cfnLint: string;
  python: string;
};

/**
 * Returns the emulator, the SAM CLI and the AWS CLI. It uses the user's own two CLIs if their
 * versions are suitable, and otherwise installs pinned ones in the user's cache folder, shared by
 * all clones. The pinned ones are installed together, so one suitable CLI alone does not avoid the
 * installation. Tools from the calling program are used without a check.
 *
 * @throws MissingToolError without Python 3.10 or newer; CommandFailedError when installing fails.
 */
export async function prepareTools(
  env: NodeJS.ProcessEnv,
  progress: Progress,
  signal?: AbortSignal,
): Promise<Tools> {
  const ready = inheritedTools(env);
  if (ready) return ready;
  const [python, own] = await Promise.all([findPython(env), findInstalledClis(env)]);
  const files = ['base.requirements.txt'];
  if (!own) files.push('command-line.requirements.txt');
  const { bin, reused } = await virtualEnvironment({
    python,
    requirements: files.map((file) => join(PATHS.requirements, file)),
    folder: join(userCacheFolder(env), 'python'),
    env,
    progress,
    ...(signal ? { signal } : {}),
  });
  progress.note(
    reused ? 'Reusing the tools of an earlier run' : `Installed for Python ${python.version}`,
  );
  if (own) progress.note(`Using your SAM CLI ${own.sam.version} and AWS CLI ${own.aws.version}`);
  return {
    sam: own?.sam.command ?? join(bin, 'sam'),
    aws: own?.aws.command ?? join(bin, 'aws'),
    cfnLint: join(bin, 'cfn-lint'),
    python: join(bin, 'python'),
  };
}

const VARIABLE = 'LOCAL_AWS_TOOLS';
const NAMES = ['sam', 'aws', 'cfnLint', 'python'] as const satisfies (keyof Tools)[];

/** Returns an environment whose programs inherit the tools and need not look for them. */
export const withInheritedTools = (env: NodeJS.ProcessEnv, tools: Tools): NodeJS.ProcessEnv => ({
  ...env,
  [VARIABLE]: JSON.stringify(tools),
});

/** Returns the tools from the calling program; undefined without them. */
export function inheritedTools(env: NodeJS.ProcessEnv): Tools | undefined {
  const text = env[VARIABLE];
  if (text === undefined) return undefined;
  const tools: Partial<Tools> = JSON.parse(text);
  const missing = NAMES.find((name) => tools[name] === undefined);
  if (missing) throw new TypeError(`${VARIABLE} does not name ${missing}.`);
  // A removed virtual environment must be installed again.
  return existsSync(tools.python ?? '') ? (tools as Tools) : undefined;
}
