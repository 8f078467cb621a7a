import { partitionOf } from 'helpers/partition';
import type { Scope } from '../../emulator-state/emulator-state.ts';
import { unqualified } from '../../emulator-state/state-machine-arn.ts';
import type { ParameterValue, TaskCall } from './task-calls.ts';

/** The permission that an execution role needs for a call. */
export type NeededPermission = {
  /** Service and operation as the definition names them: `sfn:describeexecution`. */
  readonly operation: string;
  /** IAM action. */
  readonly action: string;
  /** ARNs under which policies can name the resource; one of them must be allowed. */
  readonly resources: readonly string[];
  /** The input decides the resource: the role must be allowed to use every one. */
  readonly isDynamic: boolean;
};

const OPTIMIZED =
  /^arn:[^:]+:states:::([a-z0-9-]+):([a-zA-Z0-9]+)(?:\.sync(?::2)?|\.waitForTaskToken)?$/;
const SDK = /^arn:[^:]+:states:::aws-sdk:([a-z0-9]+):([a-zA-Z0-9]+)(?:\.waitForTaskToken)?$/;
const FUNCTION = /^arn:[^:]+:lambda:[^:]+:\d{12}:function:[\w-]+(?::[\w$-]+)?$/;
const ACTIVITY = /^arn:[^:]+:states:[^:]+:\d{12}:activity:[^:/]+$/;

/** IAM prefixes that differ from the names in AWS SDK integrations. */
const prefixes: Readonly<Record<string, string>> = {
  cloudwatchlogs: 'logs',
  eventbridge: 'events',
  sfn: 'states',
};

/**
 * IAM actions that are not named like the operation.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const actions: Readonly<Record<string, string>> = {
  'lambda:invoke': 'lambda:InvokeFunction',
  's3:headObject': 's3:GetObject',
  's3:listObjects': 's3:ListBucket',
  's3:listObjectsV2': 's3:ListBucket',
};

type ArnsOf = (value: string, scope: Scope) => readonly string[];

const regional =
  (service: string, resource: (name: string) => string): ArnsOf =>
  (value, { account, region }) => [
    value.startsWith('arn:')
      ? value
      : `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource(value)}`,
  ];

/** The parameter that names the resource of a service's calls, and the ARN for its value. */
const namedBy: Readonly<Record<string, readonly (readonly [parameter: string, arns: ArnsOf])[]>> = {
  dynamodb: [['TableName', regional('dynamodb', (name) => `table/${name}`)]],
  lambda: [['FunctionName', functionArns]],
  logs: [['LogGroupName', logGroupArns]],
  s3: [['Bucket', bucketArns]],
  secretsmanager: [['SecretId', regional('secretsmanager', (name) => `secret:${name}`)]],
  sns: [['TopicArn', (arn) => [arn]]],
  sqs: [['QueueUrl', queueArns]],
  ssm: [['Name', regional('ssm', (name) => `parameter/${name.replace(/^\//, '')}`)]],
  states: [
    ['StateMachineArn', (arn) => [unqualified(arn)]],
    ['ExecutionArn', (arn) => [arn]],
    ['ActivityArn', (arn) => [arn]],
    ['MapRunArn', (arn) => [arn]],
  ],
  sts: [['RoleArn', (arn) => [arn]]],
};

/**
 * Returns the permission that the execution role needs for a call.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html
 *
 * @returns undefined for an activity, which needs none; `'unknown'` for a resource that the gateway
 *   cannot read.
 */
export function neededPermission(
  { resource, parameters }: TaskCall,
  scope: Scope,
): NeededPermission | 'unknown' | undefined {
  if (typeof resource !== 'string') return 'unknown';
  if (ACTIVITY.test(resource)) return undefined;
  if (FUNCTION.test(resource)) {
    return {
      operation: 'lambda:invoke',
      action: actions['lambda:invoke'] ?? '',
      ...only(resource),
    };
  }
  const [, service, name] = SDK.exec(resource) ?? OPTIMIZED.exec(resource) ?? [];
  if (service === undefined || name === undefined) return 'unknown';
  const prefix = prefixes[service] ?? service;
  const action =
    actions[`${prefix}:${name}`] ?? `${prefix}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const operation = `${service === 'states' ? 'sfn' : service}:${name.toLowerCase()}`;
  for (const [parameter, arns] of namedBy[prefix] ?? []) {
    const found = resourcesIn(parameters.get(parameter), arns, scope);
    if (found) return { operation, action, ...found };
  }
  return { operation, action, resources: ['*'], isDynamic: true };
}

const only = (arn: string) => ({ resources: [arn], isDynamic: false });

function resourcesIn(found: ParameterValue, arns: ArnsOf, scope: Scope) {
  if (found.kind === 'absent') return undefined;
  if (found.kind === 'dynamic' || typeof found.value !== 'string') {
    return { resources: ['*'], isDynamic: true };
  }
  return { resources: arns(found.value, scope), isDynamic: false };
}

/** A function by name, partial ARN or ARN. */
function functionArns(value: string, { account, region }: Scope): readonly string[] {
  if (value.startsWith('arn:')) return [value];
  const name = value.replace(/^\d{12}:(function:)?/, '');
  return [`arn:${partitionOf(region)}:lambda:${region}:${account}:function:${name}`];
}

/** Some actions are on the bucket, others on its objects. */
function bucketArns(bucket: string, { region }: Scope): readonly string[] {
  const arn = bucket.startsWith('arn:') ? bucket : `arn:${partitionOf(region)}:s3:::${bucket}`;
  return [arn, `${arn}/*`];
}

/** Some actions are on the group, others on its streams. */
function logGroupArns(value: string, { account, region }: Scope): readonly string[] {
  const arn = value.startsWith('arn:')
    ? value.replace(/:\*$/, '')
    : `arn:${partitionOf(region)}:logs:${region}:${account}:log-group:${value}`;
  return [arn, `${arn}:*`, `${arn}:log-stream:*`];
}

function queueArns(url: string, scope: Scope): readonly string[] {
  const [, account = scope.account, name = ''] = /\/(\d{12})\/([^/]+)$/.exec(url) ?? [];
  return [`arn:${partitionOf(scope.region)}:sqs:${scope.region}:${account}:${name}`];
}
