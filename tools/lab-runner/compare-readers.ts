import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { WorkshopError } from './errors.ts';

/** A reader that was not expected, or an expected one that is missing. */
export type Difference = {
  /** The read path: `workflow`, `decrypt`, `delivery`. */
  readonly question: string;
  readonly principal: string;
  /** `not expected`, `missing` or `unknown`. */
  readonly what: string;
  readonly reason: string;
};

/** Expected readers by read path. A path that is left out is not compared. */
export type ExpectedReaders = Readonly<
  Partial<Record<'workflow' | 'decrypt' | 'delivery', readonly string[]>>
>;

type Where = {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** Folder for the file with the expectation, relative to the root. */
  readonly folder: string;
};

/**
 * Runs who-can-read, and compares the readers with the expected ones.
 *
 * @param what arguments that say which workflow and which policies.
 * @throws WorkshopError when who-can-read does not answer.
 */
export async function compareReaders(
  what: readonly string[],
  expected: ExpectedReaders,
  { root, env, folder }: Where,
): Promise<readonly Difference[]> {
  const file = join(root, folder, 'expected.json');
  await mkdir(join(root, folder), { recursive: true });
  await writeFile(file, JSON.stringify({ version: 1, ...expected }));
  const args = ['run', '--silent', 'who-can-read', '--', ...what, '--json', '--expect', file];
  const { stdout, stderr } = await execa('npm', args, {
    ...{ cwd: root, env: { ...env, AWS_PROFILE: 'developer' }, reject: false },
  });
  return differencesIn(stdout, stderr);
}

/** Reads the JSON answer of who-can-read. */
export function differencesIn(stdout: string, stderr: string): readonly Difference[] {
  try {
    const { comparison } = JSON.parse(stdout);
    const list: unknown = comparison?.differences;
    if (Array.isArray(list)) return list;
  } catch {
    // The message of the command says why.
  }
  throw new WorkshopError(`who-can-read did not answer: ${stderr.trim() || stdout.trim()}`);
}

/**
 * Returns the arguments by which who-can-read decides under a key policy that is not saved: the
 * template gets a key of which it does not know more than this policy.
 *
 * @param stateMachineArn says account and Region.
 * @param stackName another name than the deployed one means another state machine under the same key.
 */
export function underKeyPolicy(
  stateMachineArn: string,
  keyArn: string,
  policyFile: string,
  stackName: string,
): readonly string[] {
  const [, , , region = '', account = ''] = stateMachineArn.split(':');
  return [
    ...['--template', 'template.yaml', '--stack-name', stackName],
    ...['--account', account, '--region', region],
    ...['--parameter', `StateMachineKmsKeyArn=${keyArn}`],
    ...['--key-policy', `${keyArn}=${policyFile}`],
  ];
}
