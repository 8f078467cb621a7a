import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What the command wrote and how it ended. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs who-can-read as `npm run who-can-read` does. */
export async function whoCanRead(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, ['access/cli.ts', ...args], {
    cwd: root,
    env,
    reject: false,
    timeout: 60_000,
  });
  return { exitCode, stdout, stderr };
}
