import { isObject, type Json, type JsonObject, objectAt } from '../json-value.ts';
import { samRole } from './sam-role.ts';

/** A resource of SAM in the template, including the globals. */
export interface SamResource {
  readonly logicalId: string;
  readonly properties: JsonObject;
  /** Condition, Metadata and other attributes, which the created resources also get. */
  readonly attributes: JsonObject;
}

/** Returns the resources that SAM creates for one resource, by logical id. */
type Expand = (resource: SamResource) => JsonObject;

const arnOf = (logicalId: string): Json => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const renamed =
  (type: string): Expand =>
  ({ logicalId, properties, attributes }) => ({
    [logicalId]: { ...attributes, Type: type, Properties: properties },
  });

/**
 * Types of SAM, and the principals, permissions, tables and state machines that the transform
 * creates for them. A type that is not listed stays unchanged and is not looked into.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export const samTypes: Readonly<Record<string, Expand>> = {
  'AWS::Serverless::Function': functionResources,
  'AWS::Serverless::StateMachine': stateMachineResources,
  'AWS::Serverless::SimpleTable': ({ logicalId, properties, attributes }) => {
    const { TableName: name, SSESpecification: encryption, Tags: tags } = properties;
    const kept = {
      TableName: name,
      SSESpecification: encryption,
      Tags: isObject(tags) ? undefined : tags,
    };
    return {
      [logicalId]: { ...attributes, Type: 'AWS::DynamoDB::Table', Properties: defined(kept) },
    };
  },
  'AWS::Serverless::Api': renamed('AWS::ApiGateway::RestApi'),
  'AWS::Serverless::HttpApi': renamed('AWS::ApiGatewayV2::Api'),
  'AWS::Serverless::WebSocketApi': renamed('AWS::ApiGatewayV2::Api'),
  'AWS::Serverless::LayerVersion': renamed('AWS::Lambda::LayerVersion'),
  'AWS::Serverless::Application': ({ logicalId, properties, attributes }) => {
    const { Location: location = null, Parameters: parameters = {} } = properties;
    const stack = { TemplateURL: location, Parameters: parameters };
    return {
      [logicalId]: { ...attributes, Type: 'AWS::CloudFormation::Stack', Properties: stack },
    };
  },
};

/** AWS managed policies that SAM adds to a function's role for its event sources. */
const pollers: Readonly<Record<string, string>> = {
  DynamoDB: 'service-role/AWSLambdaDynamoDBExecutionRole',
  Kinesis: 'service-role/AWSLambdaKinesisExecutionRole',
  MSK: 'service-role/AWSLambdaMSKExecutionRole',
  SQS: 'service-role/AWSLambdaSQSQueueExecutionRole',
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html */
function functionResources({ logicalId, properties, attributes }: SamResource): JsonObject {
  const {
    Role: role,
    Tracing: tracing,
    VpcConfig: vpc,
    DurableConfig: durable,
    DeadLetterQueue: queue,
    Events: events,
    EventInvokeConfig: invoke,
    ...rest
  } = properties;
  const roleId = `${logicalId}Role`;
  const basic =
    durable === undefined
      ? 'AWSLambdaBasicExecutionRole'
      : 'AWSLambdaBasicDurableExecutionRolePolicy';
  const sources = typesOf(events).flatMap((type) =>
    Object.hasOwn(pollers, type) ? (pollers[type] ?? []) : [],
  );
  const managed = [
    `service-role/${basic}`,
    ...(tracing !== undefined && tracing !== 'Disabled' ? ['AWSXRayDaemonWriteAccess'] : []),
    ...(vpc === undefined ? [] : ['service-role/AWSLambdaVPCAccessExecutionRole']),
    ...new Set(sources),
  ];
  const statements = [...targetStatements(queue), ...destinations(invoke)];
  const made = samRole({
    logicalId: roleId,
    service: 'lambda.amazonaws.com',
    properties,
    managed,
    statements,
  });
  const needed = rolesNeeded(role, roleId, { ...pick(attributes, 'Condition'), ...made });
  const lambda = { ...rest, ...(vpc === undefined ? {} : { VpcConfig: vpc }), Role: needed.role };
  return {
    [logicalId]: {
      ...attributes,
      Type: 'AWS::Lambda::Function',
      Properties: without(lambda, 'Policies'),
    },
    ...needed.resources,
    ...deploymentRole(properties),
  };
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-statemachine.html */
function stateMachineResources({ logicalId, properties, attributes }: SamResource): JsonObject {
  const {
    Definition: definition,
    DefinitionUri: uri,
    DefinitionSubstitutions: substitutions,
    Name: name,
    Type: type,
    Role: role,
    Logging: logging,
    Tracing: tracing,
    Events: events,
    Tags: tags,
  } = properties;
  const roleId = `${logicalId}Role`;
  const enabled = isObject(tracing) && String(tracing['Enabled']) === 'true';
  const made = samRole({
    logicalId: roleId,
    service: 'states.amazonaws.com',
    properties,
    managed: enabled ? ['AWSXRayDaemonWriteAccess'] : [],
    statements: [],
  });
  const needed = rolesNeeded(role, roleId, { ...pick(attributes, 'Condition'), ...made });
  const stateMachine = defined({
    Definition: definition,
    DefinitionS3Location: uri,
    DefinitionSubstitutions: substitutions,
    StateMachineName: name,
    StateMachineType: type,
    RoleArn: needed.role,
    LoggingConfiguration: logging,
    Tags: isObject(tags) ? undefined : tags,
  });
  return {
    [logicalId]: {
      ...attributes,
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: stateMachine,
    },
    ...needed.resources,
    ...eventRoles(logicalId, events, attributes),
  };
}

/** Returns the given role or the role that SAM creates; both, if it depends on a condition. */
function rolesNeeded(role: Json | undefined, roleId: string, made: JsonObject) {
  const isEither = isObject(role) && role['Fn::If'] !== undefined;
  if (role !== undefined && !isEither) return { role, resources: {} };
  if (!isObject(role) || !Array.isArray(role['Fn::If'])) {
    return { role: arnOf(roleId), resources: { [roleId]: made } };
  }
  const [condition = '', ...branches] = role['Fn::If'];
  const absent = (one: Json) => isObject(one) && one['Ref'] === 'AWS::NoValue';
  if (!branches.some(absent)) return { role, resources: {} };
  const filled = branches.map((one: Json) => (absent(one) ? arnOf(roleId) : one));
  return { role: { 'Fn::If': [condition, ...filled] }, resources: { [roleId]: made } };
}

/** Roles that events use to start a state machine. They have no other permission. */
function eventRoles(
  logicalId: string,
  events: Json | undefined,
  attributes: JsonObject,
): JsonObject {
  if (!isObject(events)) return {};
  const services: Readonly<Record<string, string>> = {
    Api: 'apigateway.amazonaws.com',
    CloudWatchEvent: 'events.amazonaws.com',
    EventBridgeRule: 'events.amazonaws.com',
    Schedule: 'events.amazonaws.com',
    ScheduleV2: 'scheduler.amazonaws.com',
  };
  return Object.fromEntries(
    Object.entries(events).flatMap(([name, event]) => {
      const { Type: type, Properties: own } = objectAt(event, `${logicalId}.Events.${name}`);
      const service =
        typeof type === 'string' && Object.hasOwn(services, type) ? services[type] : undefined;
      const given = isObject(own) && (own['Role'] !== undefined || own['RoleArn'] !== undefined);
      if (service === undefined || given) return [];
      const id = `${logicalId}${name}Role`;
      const start = {
        Effect: 'Allow',
        Action: 'states:StartExecution',
        Resource: { Ref: logicalId },
      };
      const role = samRole({
        logicalId: id,
        service,
        properties: {},
        managed: [],
        statements: [start],
      });
      return [[id, { ...pick(attributes, 'Condition'), ...role }] as const];
    }),
  );
}

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/automating-updates-to-serverless-apps.html */
function deploymentRole({ DeploymentPreference: preference }: JsonObject): JsonObject {
  if (!isObject(preference) || preference['Role'] !== undefined) return {};
  const managed = ['service-role/AWSCodeDeployRoleForLambdaLimited'];
  const role = {
    logicalId: 'CodeDeployServiceRole',
    service: 'codedeploy.amazonaws.com',
    properties: {},
    managed,
    statements: [],
  };
  return { CodeDeployServiceRole: samRole(role) };
}

const sendActions: Readonly<Record<string, string>> = {
  SQS: 'sqs:SendMessage',
  SNS: 'sns:Publish',
  Lambda: 'lambda:InvokeFunction',
  EventBridge: 'events:PutEvents',
};

/** The statements for a queue for failed events, or for a destination of a result. */
function targetStatements(target: Json | undefined): readonly JsonObject[] {
  if (!isObject(target)) return [];
  const { Type: type, TargetArn: arn, Destination: destination = '*' } = target;
  const action =
    typeof type === 'string' && Object.hasOwn(sendActions, type) ? sendActions[type] : undefined;
  if (action === undefined) return [];
  // SAM creates a queue or a topic if none is named.
  return [{ Effect: 'Allow', Action: action, Resource: arn ?? destination }];
}

function destinations(invoke: Json | undefined): readonly JsonObject[] {
  const found = isObject(invoke) ? invoke['DestinationConfig'] : undefined;
  return isObject(found) ? Object.values(found).flatMap(targetStatements) : [];
}

const typesOf = (events: Json | undefined): readonly string[] =>
  isObject(events)
    ? Object.values(events).flatMap((one) => {
        const type = isObject(one) ? one['Type'] : undefined;
        return typeof type === 'string' ? [type] : [];
      })
    : [];

const pick = (from: JsonObject, name: string): JsonObject => {
  const value = from[name];
  return value === undefined ? {} : { [name]: value };
};

const without = (from: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(from).filter(([one]) => one !== name));

const defined = (from: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(from).flatMap(([name, one]) =>
      one === undefined ? [] : [[name, one] as const],
    ),
  );
