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
const objects = (id: string) => [arnOf(id), below(id, '/*')];
const readBucket: Statements = (id) => [
  allow(
    's3',
    [
      ...['GetObject', 'GetObjectAcl', 'GetObjectLegalHold', 'GetObjectRetention'],
      ...['GetObjectTorrent', 'GetObjectVersion', 'GetObjectVersionAcl'],
      ...['GetObjectVersionForReplication', 'GetObjectVersionTorrent', 'ListBucket'],
      ...['ListBucketMultipartUploads', 'ListBucketVersions', 'ListMultipartUploadParts'],
    ],
    ...objects(id),
  ),
];
const writeBucket: Statements = (id) => [
  allow(
    's3',
    [
      ...['AbortMultipartUpload', 'DeleteObject', 'DeleteObjectVersion', 'PutObject'],
      ...['PutObjectLegalHold', 'PutObjectRetention', 'RestoreObject'],
    ],
    ...objects(id),
  ),
];
const queue =
  (...actions: readonly string[]): Statements =>
  (id) => [allow('sqs', actions, arnOf(id))];
const readQueue = queue('ReceiveMessage', 'GetQueueAttributes');
const readStream: Statements = (id) => [
  allow(
    'dynamodb',
    ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'],
    below(id, '/stream/*'),
  ),
];
const startOnly: Statements = (id) => [allow('states', ['StartExecution'], arnOf(id))];
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
const readStateMachine: Statements = (id) => [
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

interface Profile extends Readonly<Partial<Record<Access, Statements>>> {
  /** Set if the destination's role gets the statements, which are then about the source. */
  readonly role?: 'destination';
}
const table: Profile = { Read: readTable, Write: writeTable };
const bucket: Profile = { Read: readBucket, Write: writeBucket };
/** It becomes a policy of the destination that allows a service to call it. Roles do not get it. */
const none: Statements = () => [];
const called: Profile = { Write: none };

/**
 * The permissions of a connector for a role. A pair that is not in this list is not looked into.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
const profiles: Readonly<Record<string, Readonly<Record<string, Profile>>>> = {
  'AWS::ApiGateway::RestApi': { 'AWS::Lambda::Function': called },
  'AWS::ApiGatewayV2::Api': { 'AWS::Lambda::Function': called },
  'AWS::AppSync::DataSource': {
    'AWS::DynamoDB::Table': table,
    'AWS::Events::EventBus': { Write: putEvents },
    'AWS::Lambda::Function': { Write: invoke },
  },
  'AWS::AppSync::GraphQLApi': { 'AWS::Lambda::Function': called },
  'AWS::DynamoDB::Table': {
    'AWS::Lambda::Function': { Read: readStream, role: 'destination' },
  },
  'AWS::Events::Rule': {
    'AWS::Events::EventBus': { Write: putEvents },
    'AWS::Lambda::Function': called,
    'AWS::SNS::Topic': called,
    'AWS::SQS::Queue': called,
    'AWS::StepFunctions::StateMachine': { Write: startOnly },
  },
  'AWS::S3::Bucket': { 'AWS::Lambda::Function': called },
  'AWS::SNS::Topic': { 'AWS::Lambda::Function': called, 'AWS::SQS::Queue': called },
  'AWS::SQS::Queue': {
    'AWS::Lambda::Function': {
      Read: readQueue,
      Write: queue('DeleteMessage'),
      role: 'destination',
    },
  },
  'AWS::Serverless::Api': { 'AWS::Lambda::Function': called },
  'AWS::Serverless::HttpApi': { 'AWS::Lambda::Function': called },
  'AWS::Lambda::Function': {
    'AWS::S3::Bucket': bucket,
    'AWS::SQS::Queue': {
      Read: readQueue,
      Write: queue('DeleteMessage', 'SendMessage', 'ChangeMessageVisibility', 'PurgeQueue'),
    },
    'AWS::Lambda::Function': { Write: invoke },
    'AWS::DynamoDB::Table': table,
    'AWS::SNS::Topic': { Write: publish },
    'AWS::Events::EventBus': { Write: putEvents },
    'AWS::StepFunctions::StateMachine': {
      Read: readStateMachine,
      Write: startAndStop('StartExecution', 'StartSyncExecution'),
    },
  },
  'AWS::StepFunctions::StateMachine': {
    'AWS::S3::Bucket': bucket,
    'AWS::SQS::Queue': { Write: queue('SendMessage') },
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
 * Returns the resources with each connector replaced by the managed policies that SAM creates for it. A
 * connector for another pair, or for a role outside the template, stays unchanged.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-connector.html
 */
export function expandConnectors(resources: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(resources).flatMap(([id, resource]) => {
      const policies = isObject(resource) ? policiesOf(resource, resources) : undefined;
      if (!policies) return [[id, resource]];
      return policies.map((one, at) => [`${id}Policy${at === 0 ? '' : at}`, one]);
    }),
  );
}

function policiesOf(
  connector: JsonObject,
  resources: JsonObject,
): readonly JsonObject[] | undefined {
  const { Type: type, Properties: properties, Condition: condition } = connector;
  if (type !== CONNECTOR || !isObject(properties)) return undefined;
  const { Source: source, Destination: destination = [], Permissions: permissions } = properties;
  const from = resourceOf(source, resources);
  if (!from || !Array.isArray(permissions)) return undefined;
  const destinations: readonly Json[] = Array.isArray(destination) ? destination : [destination];
  if (destinations.length === 0 || permissions.length === 0) return undefined;
  const policies: JsonObject[] = [];
  for (const one of destinations) {
    const to = resourceOf(one, resources);
    const statements = to && statementsOf(from, to, permissions);
    if (!statements) return undefined;
    if (statements.Statement.length === 0) continue;
    const role = roleOf(statements.holder.resource);
    if (!role) return undefined;
    const PolicyDocument = { Version: '2012-10-17', Statement: statements.Statement };
    policies.push({
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument, Roles: [role] },
      ...(condition === undefined ? {} : { Condition: condition }),
    });
  }
  return policies;
}

interface End {
  readonly id: string;
  readonly resource: JsonObject;
}

/** Returns the statements for a pair, and the end whose role gets them; undefined for other pairs. */
function statementsOf(from: End, to: End, permissions: readonly Json[]) {
  const profile = profiles[String(from.resource['Type'])]?.[String(to.resource['Type'])];
  const [holder, target] = profile?.role === 'destination' ? [to, from] : [from, to];
  const found = permissions.map((access) =>
    access === 'Read' || access === 'Write' ? profile?.[access]?.(target.id) : undefined,
  );
  if (found.includes(undefined)) return undefined;
  return { holder, Statement: found.flatMap((one) => one ?? []) };
}

/** The resource that an end of a connector names by its `Id`. */
function resourceOf(end: Json | undefined, resources: JsonObject): End | undefined {
  const id = isObject(end) ? end['Id'] : undefined;
  if (typeof id !== 'string' || !Object.hasOwn(resources, id)) return undefined;
  const resource = resources[id];
  return isObject(resource) ? { id, resource } : undefined;
}

/** The name of a role of the template that a function, state machine, rule or data source has. */
function roleOf({ Properties: properties }: JsonObject): Json | undefined {
  if (!isObject(properties)) return undefined;
  const role = properties['Role'] ?? properties['RoleArn'] ?? properties['ServiceRoleArn'];
  const target = isObject(role) ? role['Fn::GetAtt'] : undefined;
  const [id, attribute] = typeof target === 'string' ? target.split('.') : [target].flat();
  return typeof id === 'string' && attribute === 'Arn' ? { Ref: id } : undefined;
}
