import { runAnyway } from 'helpers/run-program';
import { coerce, gte } from 'semver';

/** A CLI that the person already has, found on PATH. */
export type InstalledCli = { command: string; version: string };

/**
 * The oldest versions that this project accepts. The SAM CLI knows nodejs24.x since 1.147.1. The AWS
 * CLI knows `--included-data` and Step Functions encryption since 1.33.31 and 2.17.18
 * (docs/reference/dated-facts.md).
 */
const OLDEST = {
  sam: { 1: '1.150.0' },
  aws: { 1: '1.33.32', 2: '2.17.19' },
} as const satisfies Record<string, Record<number, string>>;

/** @returns both CLIs on PATH when both will do, else undefined. */
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
 * @returns the CLI on PATH when it starts and is new enough, else undefined. A major version that
 *   is not listed is not used: nobody has tried it.
 */
export async function findInstalledCli(
  name: keyof typeof OLDEST,
  env: NodeJS.ProcessEnv,
): Promise<InstalledCli | undefined> {
  try {
    const { exitCode, all } = await runAnyway(name, ['--version'], { env, timeout: 30_000 });
    const version = coerce(all);
    const oldest = version && (OLDEST[name] as Record<number, string>)[version.major];
    if (exitCode !== 0 || !version || !oldest || !gte(version, oldest)) return undefined;
    return { command: name, version: version.version };
  } catch {
    return undefined; // Not on this machine.
  }
}
