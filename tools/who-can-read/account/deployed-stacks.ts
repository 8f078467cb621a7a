import {
  type CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import { allItems } from './all-pages.ts';
import { callOf } from './service-calls.ts';
import { StackError } from './stack-error.ts';
import type { UnreadableLog } from './unreadable.ts';

/** A resource of a deployed stack. */
export interface StackResource {
  /** The logical id, after the ids of the nested stacks around it: `Child/Role`. */
  readonly logicalId: string;
  readonly type: string;
  /** Name, id or ARN: what Ref returns. */
  readonly physicalId: string;
}

/** A deployed stack, or one nested in it. */
export interface DeployedStack {
  readonly name: string;
  /** Logical ids of the nested stacks around its resources, each with a slash: `Child/`. */
  readonly prefix: string;
  /** `CREATE_COMPLETE`, ...; left out: it cannot be read. */
  readonly status?: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly resources: readonly StackResource[];
  /** Text of the template after its transforms; left out: it cannot be read. */
  readonly template?: string;
}

const NESTED = 'AWS::CloudFormation::Stack';

/**
 * States in which a stack does not have resources, and what to do in each.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
const empty: Readonly<Record<string, string>> = {
  ROLLBACK_COMPLETE: 'its creation failed and was rolled back: delete the stack and deploy again',
  DELETE_COMPLETE: 'it was deleted: name another stack, or a state machine by its ARN',
  REVIEW_IN_PROGRESS: 'its first change set was not executed: execute it, or deploy',
};

/** The logs of values that could not be read. */
export interface StackLogs {
  /** Values that the answer needs: the resources of nested stacks. */
  readonly needed: UnreadableLog;
  /** Values that only add to an answer: state and template of a stack. */
  readonly extra: UnreadableLog;
}

/**
 * Reads a stack and the stacks nested in it. A nested stack that cannot be read becomes an entry of
 * a log. Needs cloudformation:DescribeStacks, ListStackResources and GetTemplate.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html
 * @param stack name or ARN.
 * @throws StackError for a stack that does not exist or has no resources; what CloudFormation throws.
 */
export async function readStacks(
  cloudFormation: CloudFormationClient,
  stack: string,
  logs: StackLogs,
): Promise<readonly DeployedStack[]> {
  const found = await logs.extra.attempt(
    `state of stack ${stack}`,
    () => describeStack(cloudFormation, stack),
    undefined,
  );
  const reason = empty[found?.StackStatus ?? ''];
  if (found && reason) {
    throw new StackError(`Stack ${found.StackName} is in state ${found.StackStatus}: ${reason}.`);
  }
  return readTree(cloudFormation, stack, '', found, logs);
}

async function readTree(
  cloudFormation: CloudFormationClient,
  stack: string,
  prefix: string,
  found: Stack | undefined,
  logs: StackLogs,
): Promise<readonly DeployedStack[]> {
  const name = found?.StackName ?? stackNameOf(stack);
  const resources = await readResources(cloudFormation, stack, prefix);
  const template = await logs.extra.attempt(
    `template of stack ${name}`,
    () => readTemplate(cloudFormation, stack),
    undefined,
  );
  const own: DeployedStack = {
    ...{ name, prefix, resources },
    parameters: parametersOf(found),
    ...(found?.StackStatus === undefined ? {} : { status: found.StackStatus }),
    ...(template === undefined ? {} : { template }),
  };
  const nested: DeployedStack[] = [];
  for (const child of resources.filter(({ type }) => type === NESTED)) {
    nested.push(...(await readNested(cloudFormation, child, logs)));
  }
  return [own, ...nested];
}

/** Resources of a nested stack can still exist after a user deleted the stack. */
async function readNested(
  cloudFormation: CloudFormationClient,
  { logicalId, physicalId }: StackResource,
  logs: StackLogs,
): Promise<readonly DeployedStack[]> {
  const what = `nested stack ${logicalId}`;
  const read = async () => {
    const found = await logs.extra.attempt(
      `state of ${what}`,
      () => describeStack(cloudFormation, physicalId),
      undefined,
    );
    return readTree(cloudFormation, physicalId, `${logicalId}/`, found, logs);
  };
  try {
    return await logs.needed.attempt(what, read, []);
  } catch (error) {
    if (!(error instanceof StackError)) throw error;
    logs.needed.add([{ what, why: error.message, code: error.name }]);
    return [];
  }
}

/** `arn:aws:cloudformation:us-east-1:123456789012:stack/NAME/ID` */
function stackNameOf(stack: string): string {
  return stack.startsWith('arn:') ? (stack.split('/')[1] ?? stack) : stack;
}

function parametersOf(stack: Stack | undefined): Readonly<Record<string, string>> {
  const pairs = (stack?.Parameters ?? []).flatMap(
    ({ ParameterKey, ParameterValue, ResolvedValue }) =>
      ParameterKey === undefined
        ? []
        : [[ParameterKey, ResolvedValue ?? ParameterValue ?? ''] as const],
  );
  return Object.fromEntries(pairs);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
function describeStack(cloudFormation: CloudFormationClient, StackName: string) {
  return existing(cloudFormation, StackName, async () => {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName }));
    return Stacks[0];
  });
}

/** The result of a call about a stack. @throws StackError when the stack does not exist. */
async function existing<T>(
  cloudFormation: CloudFormationClient,
  stack: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!isMissing(error)) throw error;
    const region = await cloudFormation.config.region();
    const endpoint = callOf(error)?.endpoint;
    const where = endpoint === undefined ? '' : ` (asked ${endpoint})`;
    throw new StackError(
      `Stack ${stack} does not exist in Region ${region}${where}. Check the name, --region and --profile.`,
    );
  }
}

/** CloudFormation does not have a separate error for a stack that does not exist. */
const isMissing = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ValidationError' && /not exist/.test(error.message);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
async function readResources(
  cloudFormation: CloudFormationClient,
  stack: string,
  prefix: string,
): Promise<readonly StackResource[]> {
  const found = await existing(cloudFormation, stack, () =>
    allItems(
      paginateListStackResources({ client: cloudFormation }, { StackName: stack }),
      (page) => page.StackResourceSummaries,
    ),
  );
  return found.flatMap(({ LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatus }) =>
    LogicalResourceId && ResourceType && PhysicalResourceId && ResourceStatus !== 'DELETE_COMPLETE'
      ? [
          {
            logicalId: `${prefix}${LogicalResourceId}`,
            type: ResourceType,
            physicalId: PhysicalResourceId,
          },
        ]
      : [],
  );
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
async function readTemplate(
  cloudFormation: CloudFormationClient,
  StackName: string,
): Promise<string | undefined> {
  const { TemplateBody } = await cloudFormation.send(
    new GetTemplateCommand({ StackName, TemplateStage: 'Processed' }),
  );
  return TemplateBody;
}
