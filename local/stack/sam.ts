import { randomUUID } from 'node:crypto';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { LocalError } from '../errors.ts';
import { PATHS } from '../paths.ts';
import { withLock } from '../process/lock.ts';
import { type RunOptions, run } from '../process/run.ts';

/** How the SAM CLI is called: its path, and the environment that says where AWS is and who calls. */
export type Sam = { sam: string } & Omit<RunOptions, 'cwd'>;

export type StackOutputs = {
  StockTradingStateMachineArn: string;
  StateMachineKmsKeyArn: string;
  StorageKmsKeyArn: string;
  TransactionTableName: string;
  StateMachineLogGroupName: string;
  StartExecutionCommand: string;
};

const OUTPUTS = [
  'StockTradingStateMachineArn',
  'StateMachineKmsKeyArn',
  'StorageKmsKeyArn',
  'TransactionTableName',
  'StateMachineLogGroupName',
  'StartExecutionCommand',
] as const satisfies (keyof StackOutputs)[];

export type Build = { template: string; remove(): Promise<void> };

/**
 * `sam build`, apart from where a person builds, and a copy of the result for this process alone,
 * so that another process may build while this one deploys.
 */
export async function build({ sam, ...options }: Sam): Promise<Build> {
  const args = ['build', '--config-file', PATHS.samConfig, '--template', PATHS.template];
  const folders = ['--build-dir', PATHS.build, '--cache-dir', PATHS.buildCache];
  await mkdir(PATHS.local, { recursive: true });
  // Beside the build folder, since the built template names the workflow's file relative to itself.
  const copy = `${PATHS.build}-${process.pid}-${randomUUID()}`;
  const work = async (): Promise<void> => {
    await run(sam, [...args, ...folders], { ...options, cwd: PATHS.root });
    await cp(PATHS.build, copy, { recursive: true });
  };
  await withLock(`${PATHS.build}.lock`, work, options.signal);
  return {
    template: join(copy, 'template.yaml'),
    remove: () => rm(copy, { recursive: true, force: true }),
  };
}

/** `sam deploy` of a built template, with parameter values as `--parameter-overrides` takes them. */
export async function deploy(
  { sam, ...options }: Sam,
  template: string,
  stackName: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<void> {
  const overrides = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  await run(
    sam,
    [
      'deploy',
      ...['--config-file', PATHS.samConfig, '--template-file', template],
      ...['--stack-name', stackName, '--no-progressbar'],
      ...(overrides.length > 0 ? ['--parameter-overrides', ...overrides] : []),
    ],
    { ...options, cwd: PATHS.root },
  );
}

/** `sam delete`, without questions. */
export async function remove({ sam, ...options }: Sam, stackName: string, region: string) {
  await run(
    sam,
    [
      'delete',
      '--config-file',
      PATHS.samConfig,
      '--stack-name',
      stackName,
      '--region',
      region,
      '--no-prompts',
    ],
    { ...options, cwd: PATHS.root },
  );
}

/**
 * What a deployed stack says of itself.
 *
 * @throws LocalError naming the output that is missing.
 */
export async function outputs(
  client: CloudFormationClient,
  stackName: string,
): Promise<StackOutputs> {
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
  const found = new Map(
    (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
  const entries = OUTPUTS.map((name) => {
    const value = found.get(name);
    if (!value) throw new LocalError(`The stack ${stackName} has no output ${name}.`);
    return [name, value] as const;
  });
  return Object.fromEntries(entries) as StackOutputs;
}
