import { dirname } from 'node:path';
import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ToolError } from 'helpers/errors';
import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';
import { jsonTemplate, type Sam } from './build.ts';

export { type Build, build, type Sam } from './build.ts';

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

/** `sam deploy` of a built template, with parameter values as `--parameter-overrides` takes them. */
export async function deploy(
  { sam, env, ...options }: Sam,
  template: string,
  stackName: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<void> {
  const overrides = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  await run(
    sam,
    [
      'deploy',
      ...['--config-file', PATHS.samConfig, '--template-file', jsonTemplate(template)],
      ...['--stack-name', stackName, '--no-progressbar'],
      ...(overrides.length > 0 ? ['--parameter-overrides', ...overrides] : []),
    ],
    // The SAM CLI leaves a temporary folder for each function that it uploads.
    { ...options, env: { ...env, TMPDIR: dirname(template) }, cwd: PATHS.root },
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
 * Returns the outputs of a deployed stack.
 *
 * @throws ToolError that names the missing output.
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
    if (!value) throw new ToolError(`The stack ${stackName} has no output ${name}.`);
    return [name, value] as const;
  });
  return Object.fromEntries(entries) as StackOutputs;
}
