import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { quietProgress } from 'helpers/progress';
import { runAnyway } from 'helpers/run-program';
import { prepareTools } from 'local-aws/tools/tools';

/** A major version of the AWS CLI. */
export type AwsCliVersion = 1 | 2;

/** Returns an AWS CLI of a major version, from PATH or the project's Python environment. */
export async function findAwsCli(version: AwsCliVersion): Promise<string | undefined> {
  const { python } = await prepareTools(process.env, quietProgress);
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), dirname(python)];
  for (const command of new Set(folders.map((folder) => join(folder, 'aws')))) {
    if (!existsSync(command)) continue;
    const all = await outputOf(command, '--version');
    if (all?.includes(`aws-cli/${version}.`)) return command;
  }
  return undefined;
}

/** Returns a Python with boto3: the project's own, or one on PATH. */
export async function findPythonWithBoto3(): Promise<string | undefined> {
  const { python } = await prepareTools(process.env, quietProgress);
  for (const command of [python, 'python3']) {
    if ((await outputOf(command, '-c', 'import boto3')) !== undefined) return command;
  }
  return undefined;
}

/** The output of a command; undefined when it does not start or fails. */
async function outputOf(command: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { exitCode, all } = await runAnyway(command, args, { env: process.env, timeout: 30_000 });
    return exitCode === 0 ? all : undefined;
  } catch {
    return undefined;
  }
}
