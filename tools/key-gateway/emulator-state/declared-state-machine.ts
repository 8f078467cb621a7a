import { GetTemplateCommand, type Stack, type StackResource } from '@aws-sdk/client-cloudformation';
import { partitionOf } from 'helpers/partition';
import { type LoggingFacts, parseTemplate, resolveParsed, TemplateError } from 'who-can-read';
import { isObject, type JsonObject } from '../http/strict-json.ts';
import type { AccountClients, AdminClients } from './admin-clients.ts';
import type { Scope } from './emulator-state.ts';
import { readExports, readResources, readStacks, stateOfStack } from './read-stacks.ts';

/** The configuration that a stack's template gives a state machine. */
export type DeclaredStateMachine = {
  /** Changes with each change of the stack; left out: the emulator does not say. */
  readonly state?: string;
  /** Status of the stack: the template is applied, or it can be. */
  readonly status: string;
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

/**
 * Returns a reader of the configurations in stack templates. Emulators lose a part of them on the
 * way to Step Functions. A template is read again only after an update of its stack, because a read
 * takes about 0.2 s.
 *
 * The reader throws TemplateError for a template whose encryption cannot be determined.
 */
export function declaredStateMachines(adminClients: AdminClients): DeclaredStateMachines {
  const known = new Map<string, DeclaredStateMachine>();
  return async (scope, stateMachineArn) => {
    const clients = adminClients.of(scope.account, scope.region);
    const stacks = await readStacks(clients.cloudFormation);
    for (const stack of stacks) {
      const resources = await readResources(clients.cloudFormation, stack);
      const id = resources.find(
        ({ PhysicalResourceId }) => PhysicalResourceId === stateMachineArn,
      )?.LogicalResourceId;
      if (id === undefined) continue;
      const state = await stateOfStack(clients.cloudFormation, stack);
      const before = known.get(stateMachineArn);
      if (before && before.state !== undefined && before.state === state) return before;
      const declared = {
        ...(await declaredIn(stack, id, resources, stacks, scope, clients)),
        ...(state === undefined ? {} : { state }),
      };
      known.set(stateMachineArn, declared);
      return declared;
    }
    known.delete(stateMachineArn);
    return undefined;
  };
}

type Resources = readonly Partial<StackResource>[];

async function declaredIn(
  stack: Stack,
  logicalId: string,
  resources: Resources,
  stacks: readonly Stack[],
  scope: Scope,
  { cloudFormation }: AccountClients,
): Promise<DeclaredStateMachine> {
  const { StackName = '', StackStatus = '', Parameters = [] } = stack;
  const { account, region } = scope;
  const { TemplateBody = '' } = await cloudFormation.send(
    new GetTemplateCommand({ StackName, TemplateStage: 'Processed' }),
  );
  const template = parseTemplate(TemplateBody);
  const exported = TemplateBody.includes('ImportValue')
    ? await readExports(cloudFormation)
    : undefined;
  const location = { partition: partitionOf(region), region, account, stackName: StackName };
  const values = Parameters.map(({ ParameterKey = '', ParameterValue = '', ResolvedValue }) => [
    ParameterKey,
    ResolvedValue ?? ParameterValue,
  ]);
  const property = (name: string): unknown => {
    const reduced = reduce(template, logicalId, name, physicalIds(resources, stacks, scope));
    const found = resolveParsed(reduced, location, Object.fromEntries(values), {
      imports: (exportName) => exported?.get(exportName),
    }).resource(logicalId);
    return found.properties[name];
  };
  return {
    status: StackStatus,
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
function reduce(template: JsonObject, logicalId: string, property: string, physical: Physical) {
  const resource = objectOf(objectOf(template['Resources'])[logicalId]);
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

/** What `Ref` and `Fn::GetAtt` give for the resources of a stack, by logical id. */
type Physical = ReadonlyMap<
  string,
  { readonly ref: string; readonly arn: string; readonly outputs: Readonly<Record<string, string>> }
>;

function physicalIds(
  resources: Resources,
  stacks: readonly Stack[],
  { account, region }: Scope,
): Physical {
  const groups = `arn:${partitionOf(region)}:logs:${region}:${account}:log-group`;
  return new Map(
    resources.map(({ LogicalResourceId: id = '', PhysicalResourceId = '', ResourceType }) => {
      const isGroup = ResourceType === 'AWS::Logs::LogGroup';
      const nested = stacks.find(({ StackId }) => StackId === PhysicalResourceId);
      return [
        id,
        {
          ref: PhysicalResourceId,
          arn: isGroup ? `${groups}:${PhysicalResourceId}:*` : PhysicalResourceId,
          outputs: Object.fromEntries(
            (nested?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
              `Outputs.${OutputKey}`,
              OutputValue,
            ]),
          ),
        },
      ] as const;
    }),
  );
}

/** Replaces references to resources of the stack with their physical ids. */
function withPhysicalIds(value: unknown, physical: Physical): unknown {
  if (Array.isArray(value)) return value.map((item) => withPhysicalIds(item, physical));
  if (!isObject(value)) return value;
  const { Ref: ref, 'Fn::GetAtt': attribute } = value;
  if (typeof ref === 'string') return physical.get(ref)?.ref ?? value;
  const [id, ...rest] = typeof attribute === 'string' ? attribute.split('.') : listOf(attribute);
  const [name, found] = [rest.join('.'), physical.get(String(id))];
  if (name === 'Arn' || name === 'KeyId') return found?.arn ?? value;
  if (name.startsWith('Outputs.')) return found?.outputs[name] ?? value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withPhysicalIds(item, physical)]),
  );
}

/** A configuration that cannot be determined counts as a key that no caller can use. */
function encryption(given: unknown): Pick<DeclaredStateMachine, 'kmsKeyId' | 'reuseSeconds'> {
  if (given === undefined || given === null) return {};
  const { Type, KmsKeyId, KmsDataKeyReusePeriodSeconds: reuse } = objectOf(given);
  if (Type === 'AWS_OWNED_KEY') return {};
  const seconds = Number(reuse);
  return {
    // No key has an empty id, so no caller can use a key without a name.
    kmsKeyId: Type === 'CUSTOMER_MANAGED_KMS_KEY' && typeof KmsKeyId === 'string' ? KmsKeyId : '',
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
