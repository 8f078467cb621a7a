import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation';

/** The template that a stack was made from, after its transforms, and its parameter values. */
export interface StackTemplate {
  readonly text: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The processed template of a stack. Needs cloudformation:GetTemplate and DescribeStacks.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
 * @throws what CloudFormation throws, refusals as well.
 */
export async function readStackTemplate(
  cloudFormation: CloudFormationClient,
  stackName: string,
): Promise<StackTemplate> {
  const { TemplateBody } = await cloudFormation.send(
    new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Processed' }),
  );
  const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }));
  const parameters = (Stacks?.[0]?.Parameters ?? []).flatMap(({ ParameterKey, ParameterValue }) =>
    ParameterKey === undefined ? [] : [[ParameterKey, ParameterValue ?? ''] as const],
  );
  return { text: TemplateBody ?? '', parameters: Object.fromEntries(parameters) };
}
