import { isObject, type Json, type JsonObject } from '../json-value.ts';

export const CONNECTOR = 'AWS::Serverless::Connector';

type Access = 'Read' | 'Write';
/** Statements about a destination, by its logical id. */
type Statements = (id: string) => readonly JsonObject[];

const arnOf = (id: string): Json => ({ 'Fn::GetAtt': [id, 'Arn'] });
const below = (id: string, path: string): Json => ({ 'Fn::Join': ['', [arnOf(id), path]] });
const executionsOf = (id: string): Json => ({
  'Fn::Sub': `arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:execution:\${${id}.Name}:*`,
});
const allow = (service: string, actions: readonly string[], ...Resource: Json[]): JsonObject => ({
  Effect: 'Allow',
  Action: actions.map((action) => `${service}:${action}`),
  Resource,
});

const invoke: Statements = (id) => [allow('lambda', ['InvokeAsync', 'InvokeFunction'], arnOf(id))];
const publish: Statements = (id) => [allow('sns', ['Publish'], { Ref: id })];
const putEvents: Statements = (id) => [allow('events', ['PutEvents'], arnOf(id))];
const readTable: Statements = (id) => [
  allow(
    'dynamodb',
    ['GetItem', 'Query', 'Scan', 'BatchGetItem', 'ConditionCheckItem', 'PartiQLSelect'],
    ...[arnOf(id), below(id, '/index/*')],
  ),
];
const writeTable: Statements = (id) => [
  allow(
    'dynamodb',
    [
      ...['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'],
      ...['PartiQLDelete', 'PartiQLInsert', 'PartiQLUpdate'],
    ],
    ...[arnOf(id), below(id, '/index/*')],
  ),
];
const startAndStop =
  (...start: readonly string[]): Statements =>
  (id) => [allow('states', start, arnOf(id)), allow('states', ['StopExecution'], executionsOf(id))];
const readMachine: Statements = (id) => [
  allow('states', ['DescribeStateMachine', 'ListExecutions'], arnOf(id)),
  allow(
    'states',
    ['DescribeExecution', 'DescribeStateMachineForExecution', 'GetExecutionHistory'],
    executionsOf(id),
  ),
];
const describeExecution: Statements = (id) => [
  allow('states', ['DescribeExecution'], executionsOf(id)),
];

type Profile = Readonly<Partial<Record<Access, Statements>>>;
const table: Profile = { Read: readTable, Write: writeTable };

/**
 * What the role of a source may do to a destination. A pair that is not here is not looked into.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
const profiles: Readonly<Record<string, Readonly<Record<string, Profile>>>> = {
  'AWS::Lambda::Function': {
    'AWS::Lambda::Function': { Write: invoke },
    'AWS::DynamoDB::Table': table,
    'AWS::SNS::Topic': { Write: publish },
    'AWS::Events::EventBus': { Write: putEvents },
    'AWS::StepFunctions::StateMachine': {
      Read: readMachine,
      Write: startAndStop('StartExecution', 'StartSyncExecution'),
    },
  },
  'AWS::StepFunctions::StateMachine': {
    'AWS::Lambda::Function': { Write: invoke },
    'AWS::DynamoDB::Table': table,
    'AWS::SNS::Topic': { Write: publish },
    'AWS::Events::EventBus': { Write: putEvents },
    'AWS::StepFunctions::StateMachine': {
      Read: describeExecution,
      Write: startAndStop('StartExecution'),
    },
  },
};

/**
 * Returns the resources with each connector replaced by the managed policy that SAM makes of it. A
 * connector of another pair, or of a role that is not of the template, stays as it is.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-connector.html
 */
export function expandConnectors(resources: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => {
      const policy = isObject(resource) ? policyOf(resource, resources) : undefined;
      return policy ? [`${id}Policy`, policy] : [id, resource];
    }),
  );
}

function policyOf(connector: JsonObject, resources: JsonObject): JsonObject | undefined {
  const { Type: type, Properties: properties, Condition: condition } = connector;
  if (type !== CONNECTOR || !isObject(properties)) return undefined;
  const { Source: source, Destination: destination = [], Permissions: permissions } = properties;
  const from = resourceOf(source, resources);
  const role = from && roleOf(from.resource);
  if (!role || !Array.isArray(permissions)) return undefined;
  const destinations: readonly Json[] = Array.isArray(destination) ? destination : [destination];
  const statements = destinations.flatMap((one) => {
    const to = resourceOf(one, resources);
    const profile = to && profiles[String(from.resource['Type'])]?.[String(to.resource['Type'])];
    return permissions.map((access: Json) =>
      access === 'Read' || access === 'Write' ? profile?.[access]?.(to?.id ?? '') : undefined,
    );
  });
  if (statements.length === 0 || statements.includes(undefined)) return undefined;
  const Statement = statements.flatMap((one) => one ?? []);
  return {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: { PolicyDocument: { Version: '2012-10-17', Statement }, Roles: [role] },
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

/** The resource that an end of a connector names by its `Id`. */
function resourceOf(end: Json | undefined, resources: JsonObject) {
  const id = isObject(end) ? end['Id'] : undefined;
  if (typeof id !== 'string' || !Object.hasOwn(resources, id)) return undefined;
  const resource = resources[id];
  return isObject(resource) ? { id, resource } : undefined;
}

/** The name of a role of the template that a function or state machine has. */
function roleOf({ Properties: properties }: JsonObject): Json | undefined {
  if (!isObject(properties)) return undefined;
  const role = properties['Role'] ?? properties['RoleArn'];
  const target = isObject(role) ? role['Fn::GetAtt'] : undefined;
  const [id, attribute] = typeof target === 'string' ? target.split('.') : [target].flat();
  return typeof id === 'string' && attribute === 'Arn' ? { Ref: id } : undefined;
}
