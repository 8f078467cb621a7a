import { readFile } from 'node:fs/promises';
import {
  type CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { poll } from 'helpers/poll';

/** The input of a stack. */
export type StackSource = {
  readonly name: string;
  /** Text of the template. */
  readonly template: string;
  readonly parameters?: Readonly<Record<string, string>>;
};

/** Returns the text of a template of this project. */
export const templateText = (path: string): Promise<string> =>
  readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

/**
 * Creates a stack through the CloudFormation API.
 *
 * @returns its outputs.
 * @throws Error with the stack's status reason when the creation fails.
 */
export async function createStack(
  cloudFormation: CloudFormationClient,
  { name, template, parameters = {} }: StackSource,
): Promise<Readonly<Record<string, string>>> {
  await cloudFormation.send(
    new CreateStackCommand({
      StackName: name,
      TemplateBody: template,
      Capabilities: ['CAPABILITY_NAMED_IAM', 'CAPABILITY_AUTO_EXPAND'],
      Parameters: Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
        ParameterKey,
        ParameterValue,
      })),
    }),
  );
  const stack = await poll(`The end of the creation of ${name}`, async () => {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.find(({ StackStatus }) => !StackStatus?.endsWith('_IN_PROGRESS'));
  });
  if (stack.StackStatus !== 'CREATE_COMPLETE') {
    throw new Error(`${name}: ${stack.StackStatus}: ${stack.StackStatusReason}`);
  }
  return Object.fromEntries(
    (stack.Outputs ?? []).map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]),
  );
}
