import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { type CommandEnvironment, type CommandOutcome, plain, run } from 'who-can-read';
import { toolArguments } from './run-tool.ts';

const root = new URL('../../', import.meta.url);

/** What the command wrote and how it ended. */
export interface Ended {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs who-can-read in a process of its own, as `npm run who-can-read` does. */
export async function whoCanRead(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  const options = { cwd: fileURLToPath(root), env, reject: false, timeout: 60_000 } as const;
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    toolArguments('who-can-read', ...args),
    options,
  );
  return { exitCode, stdout, stderr };
}

/** Runs the command in this process; what it asks AWS comes from `stack`. */
export function runHere(
  args: readonly string[],
  stack: CommandEnvironment['stack'] = noStack,
): Promise<CommandOutcome> {
  const read = (file: string): Promise<string> => readFile(new URL(file, root), 'utf8');
  return run(args, { read, stack, paint: plain, show: () => {} });
}

const noStack = (): Promise<never> => Promise.reject(new Error('no stack was expected'));
