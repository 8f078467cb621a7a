import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { runAnyway } from 'helpers/run-program';
import { coerce, gte } from 'semver';

/** An installed CLI of the user: its path and its version. */
export type InstalledCli = { command: string; version: string };

/**
 * The oldest versions that this project accepts. The SAM CLI supports nodejs24.x since 1.147.1. The
 * AWS CLI supports `--included-data` and Step Functions encryption since 1.33.31 and 2.17.18
 * (docs/reference/dated-facts.md).
 */
const OLDEST = {
  sam: { 1: '1.150.0' },
  aws: { 1: '1.33.32', 2: '2.17.19' },
} as const satisfies Record<string, Record<number, string>>;

/** When `npm start` uses the user's CLIs. */
export const OWN_CLIS_RULE = `"npm start" uses your CLIs only if both are new enough: AWS CLI ${OLDEST.aws[2]} (version 1: ${OLDEST.aws[1]}) and SAM CLI ${OLDEST.sam[1]}`;

/** @returns both CLIs on PATH when both are new enough, otherwise undefined. */
export async function findInstalledClis(
  env: NodeJS.ProcessEnv,
): Promise<Readonly<Record<keyof typeof OLDEST, InstalledCli>> | undefined> {
  const [sam, aws] = await Promise.all([
    findInstalledCli('sam', env),
    findInstalledCli('aws', env),
  ]);
  return sam && aws && { sam, aws };
}

/**
 * @returns the CLI on PATH when it starts and is new enough, otherwise undefined. A major version
 *   that is not listed was not tested, so it is not used. The path is absolute, because a shell in
 *   another terminal can have another PATH.
 */
export async function findInstalledCli(
  name: keyof typeof OLDEST,
  env: NodeJS.ProcessEnv,
): Promise<InstalledCli | undefined> {
  const command = findOnPath(name, env['PATH']);
  if (command === undefined) return undefined;
  try {
    const { exitCode, all } = await runAnyway(command, ['--version'], { env, timeout: 30_000 });
    const version = coerce(all);
    const oldest = version && (OLDEST[name] as Record<number, string>)[version.major];
    if (exitCode !== 0 || !version || !oldest || !gte(version, oldest)) return undefined;
    return { command, version: version.version };
  } catch {
    return undefined; // It does not start.
  }
}

/** Folder, at the end of its path, with the commands that local AWS writes for its own shells. */
const WRITTEN_COMMANDS = join('.aws-sam', 'local', 'current', 'bin');

/**
 * Returns the absolute path of a program of the user, or undefined. The commands that a local AWS
 * writes for its shells do not count: they start what was found here, so one would start itself.
 *
 * @param path PATH of the user.
 */
export function findOnPath(name: string, path = ''): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !folder.endsWith(WRITTEN_COMMANDS))
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
