import {
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  type Stack,
  type StackResource,
} from '@aws-sdk/client-cloudformation';
import { partitionOf } from 'helpers/partition';
import { type LoggingFacts, parseTemplate, resolveParsed, TemplateError } from 'who-can-read';
import { isObject, type JsonObject } from '../http/strict-json.ts';
import type { AccountClients, AdminClients } from './admin-clients.ts';
import type { Scope } from './emulator-state.ts';

/** The configuration that a stack's template gives a state machine. */
export type DeclaredStateMachine = {
  /** When the stack changed last, in milliseconds since 1970; Infinity: the emulator does not say. */
  readonly at: number;
  readonly logging?: LoggingFacts;
  /** The template gives logging that cannot be determined. */
  readonly loggingError?: Error;
  /** Left out: no customer managed key. */
  readonly kmsKeyId?: string;
  readonly reuseSeconds?: number;
};

/** Reads the declared configuration of a state machine by its ARN; undefined: no stack made it. */
export type DeclaredStateMachines = (
  scope: Scope,
  stateMachineArn: string,
) => Promise<DeclaredStateMachine | undefined>;

/** The cached configuration, with its stack and the stack's state. */
type Known = { readonly state: string; readonly declared: DeclaredStateMachine };

/**
 * Returns a reader of the configurations in stack templates. Emulators lose a part of them on the
 * way to Step Functions. A template is read again only after an update of its stack, because a read
 * takes about 0.2 s.
 *
 * The reader throws TemplateError for a template whose encryption cannot be determined.
 */
export function declaredStateMachines(adminClients: AdminClients): DeclaredStateMachines {
  const known = new Map<string, Known>();
  return async (scope, stateMachineArn) => {
    const clients = adminClients.of(scope.account, scope.region);
    const stacks = await readStacks(clients);
    const before = known.get(stateMachineArn);
    if (before && stacks.some((stack) => stateOf(stack) === before.state)) return before.declared;
    known.delete(stateMachineArn);
    for (const stack of stacks) {
      const declared = await inStack(stateMachineArn, stack, scope, clients);
      if (!declared) continue;
      known.set(stateMachineArn, { state: stateOf(stack), declared });
      return declared;
    }
    return undefined;
  };
}

/** A value that changes with each update, and at its end. */
const stateOf = ({ StackId, StackStatus, LastUpdatedTime }: Stack): string =>
  JSON.stringify([StackId, StackStatus, LastUpdatedTime]);

/** An emulator without CloudFormation has no stacks. */
async function readStacks({ cloudFormation }: AccountClients): Promise<readonly Stack[]> {
  try {
    return (await cloudFormation.send(new DescribeStacksCommand({}))).Stacks ?? [];
  } catch (error) {
    const status = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
    if (isObject(status) && status['httpStatusCode'] === 501) return [];
    throw error;
  }
}

async function inStack(
  stateMachineArn: string,
  stack: Stack,
  scope: Scope,
  { cloudFormation }: AccountClients,
): Promise<DeclaredStateMachine | undefined> {
  const { StackName } = stack;
  const { StackResources = [] } = await cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName }),
  );
  const id = StackResources.find(
    (one) => one.PhysicalResourceId === stateMachineArn,
  )?.LogicalResourceId;
  if (id === undefined) return undefined;
  const { TemplateBody = '' } = await cloudFormation.send(
    new GetTemplateCommand({ StackName, TemplateStage: 'Processed' }),
  );
  return declaredIn(parseTemplate(TemplateBody), id, stack, StackResources, scope);
}

function declaredIn(
  template: JsonObject,
  logicalId: string,
  { StackName = '', Parameters = [], CreationTime, LastUpdatedTime }: Stack,
  resources: readonly StackResource[],
  scope: Scope,
): DeclaredStateMachine {
  const { account, region } = scope;
  const location = { partition: partitionOf(region), region, account, stackName: StackName };
  const values = Parameters.map(({ ParameterKey = '', ParameterValue = '', ResolvedValue }) => [
    ParameterKey,
    ResolvedValue ?? ParameterValue,
  ]);
  const property = (name: string): unknown => {
    const reduced = reduce(template, logicalId, name, resources, scope);
    const found = resolveParsed(reduced, location, Object.fromEntries(values)).resource(logicalId);
    return found.properties[name];
  };
  return {
    at: (LastUpdatedTime ?? CreationTime)?.getTime() ?? Number.POSITIVE_INFINITY,
    ...encryption(property('EncryptionConfiguration')),
    ...declaredLogging(property),
  };
}

/** Logging that cannot be determined must not prevent a read of a state machine. */
function declaredLogging(
  property: (name: string) => unknown,
): Pick<DeclaredStateMachine, 'logging' | 'loggingError'> {
  try {
    const logging = loggingFacts(property('LoggingConfiguration'));
    return logging ? { logging } : {};
  } catch (error) {
    if (error instanceof TemplateError) return { loggingError: error };
    throw error;
  }
}

/**
 * Returns the template with only one property of the state machine. CloudFormation has checked rules
 * and parameter constraints already, and has read parameters of the type
 * AWS::SSM::Parameter::Value.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
function reduce(
  template: JsonObject,
  logicalId: string,
  property: string,
  resources: readonly StackResource[],
  { account, region }: Scope,
) {
  const resource = objectOf(objectOf(template['Resources'])[logicalId]);
  const groups = `arn:${partitionOf(region)}:logs:${region}:${account}:log-group`;
  const physical = new Map(
    resources.map(({ LogicalResourceId: id = '', PhysicalResourceId = '', ResourceType }) => {
      const isGroup = ResourceType === 'AWS::Logs::LogGroup';
      const arn = `${groups}:${PhysicalResourceId}:*`;
      return [id, { ref: PhysicalResourceId, arn: isGroup ? arn : PhysicalResourceId }] as const;
    }),
  );
  const properties = Object.entries(objectOf(resource['Properties']))
    .filter(([name]) => name === property)
    .map(([name, value]) => [name, withPhysicalIds(value, physical)]);
  const parameters = Object.entries(objectOf(template['Parameters'])).map(([name, value]) => {
    const { Type, Default } = objectOf(value);
    const type = String(Type).startsWith('AWS::') ? 'String' : Type;
    return [name, { Type: type, ...(Default === undefined ? {} : { Default }) }];
  });
  const { Mappings = {}, Conditions = {} } = template;
  return parseTemplate(
    JSON.stringify({
      ...{ Mappings, Conditions },
      Parameters: Object.fromEntries(parameters),
      Resources: {
        [logicalId]: { Type: resource['Type'], Properties: Object.fromEntries(properties) },
      },
    }),
  );
}

type Physical = ReadonlyMap<string, { readonly ref: string; readonly arn: string }>;

/** Replaces references to resources of the stack with their physical ids. */
function withPhysicalIds(value: unknown, physical: Physical): unknown {
  if (Array.isArray(value)) return value.map((item) => withPhysicalIds(item, physical));
  if (!isObject(value)) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute } = value;
  if (typeof ref === 'string') return physical.get(ref)?.ref ?? value;
  const [id, name] = typeof attribute === 'string' ? attribute.split('.') : listOf(attribute);
  if (name === 'Arn' || name === 'KeyId') return physical.get(String(id))?.arn ?? value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withPhysicalIds(item, physical)]),
  );
}

function encryption(given: unknown): Pick<DeclaredStateMachine, 'kmsKeyId' | 'reuseSeconds'> {
  const { Type, KmsKeyId, KmsDataKeyReusePeriodSeconds: reuse } = objectOf(given);
  if (Type !== 'CUSTOMER_MANAGED_KMS_KEY') return {};
  const seconds = Number(reuse);
  return {
    // No key has an empty id, so no caller can use a key without a name.
    kmsKeyId: typeof KmsKeyId === 'string' ? KmsKeyId : '',
    ...(Number.isInteger(seconds) ? { reuseSeconds: seconds } : {}),
  };
}

function loggingFacts(logging: unknown): LoggingFacts | undefined {
  if (!isObject(logging)) return undefined;
  const { Level, IncludeExecutionData, Destinations } = logging;
  return {
    level: typeof Level === 'string' ? Level : 'OFF',
    includeExecutionData: String(IncludeExecutionData) === 'true',
    logGroupArns: listOf(Destinations).flatMap((destination) => {
      const arn = objectOf(objectOf(destination)['CloudWatchLogsLogGroup'])['LogGroupArn'];
      return typeof arn === 'string' ? [arn.replace(/:\*$/, '')] : [];
    }),
  };
}

const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
