import { createHash } from 'node:crypto';
import type { StackLocation } from './scope.ts';

/** The parts of a resource that decide its name and ARN. */
export interface Named {
  readonly logicalId: string;
  readonly location: StackLocation;
  /** The name in the template; left out: AWS generates one. */
  readonly name?: string;
  /** Of an IAM identity; `/` unless given. */
  readonly path: string;
}

/** The values of Ref and GetAtt for a type of resource. */
export interface Placeholder {
  /** The property that names it. */
  readonly nameProperty?: string;
  /** Without a name in the template, these are unknown and get no placeholder. */
  readonly onlyNamed?: boolean;
  readonly ref: (resource: Named) => string;
  readonly attributes: Readonly<Record<string, (resource: Named) => string>>;
}

const iam = (kind: string) => (resource: Named) => {
  const { partition, account } = resource.location;
  return `arn:${partition}:iam::${account}:${kind}${resource.path}${nameOf(resource)}`;
};
const regional = (service: string, resourceOf: (name: string) => string) => (resource: Named) => {
  const { partition, region, account } = resource.location;
  return `arn:${partition}:${service}:${region}:${account}:${resourceOf(nameOf(resource))}`;
};
const kmsKey = (resource: Named) => {
  const { partition, region, account } = resource.location;
  return `arn:${partition}:kms:${region}:${account}:key/${keyId(resource)}`;
};
const lambda = regional('lambda', (name) => `function:${name}`);
const stateMachine = regional('states', (name) => `stateMachine:${name}`);
const activity = regional('states', (name) => `activity:${name}`);
const functionPlaceholder = {
  nameProperty: 'FunctionName',
  ref: nameOf,
  attributes: { Arn: lambda },
};

/**
 * Returns well-formed names and ARNs for resources that CloudFormation would name at deployment.
 * They are the same for the same stack and logical id. For each type, what Ref and GetAtt return:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const placeholders: Readonly<Record<string, Placeholder>> = {
  'AWS::DynamoDB::Table': {
    nameProperty: 'TableName',
    ref: nameOf,
    attributes: { Arn: regional('dynamodb', (name) => `table/${name}`) },
  },
  'AWS::DynamoDB::GlobalTable': {
    nameProperty: 'TableName',
    ref: nameOf,
    attributes: { Arn: regional('dynamodb', (name) => `table/${name}`) },
  },
  'AWS::IAM::Group': { nameProperty: 'GroupName', ref: nameOf, attributes: { Arn: iam('group') } },
  'AWS::IAM::Role': { nameProperty: 'RoleName', ref: nameOf, attributes: { Arn: iam('role') } },
  'AWS::IAM::User': { nameProperty: 'UserName', ref: nameOf, attributes: { Arn: iam('user') } },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    ref: iam('policy'),
    attributes: { PolicyArn: iam('policy') },
  },
  'AWS::KMS::Alias': {
    nameProperty: 'AliasName',
    ref: nameOf,
    attributes: {},
  },
  'AWS::KMS::ReplicaKey': { ref: keyId, attributes: { Arn: kmsKey, KeyId: keyId } },
  'AWS::KMS::Key': { ref: keyId, attributes: { Arn: kmsKey, KeyId: keyId } },
  'AWS::Lambda::Function': functionPlaceholder,
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    ref: nameOf,
    attributes: { Arn: regional('logs', (name) => `log-group:${name}:*`) },
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    onlyNamed: true,
    ref: nameOf,
    attributes: { Arn: (bucket) => `arn:${bucket.location.partition}:s3:::${nameOf(bucket)}` },
  },
  'AWS::StepFunctions::Activity': {
    nameProperty: 'Name',
    ref: activity,
    attributes: { Arn: activity, Name: nameOf },
  },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    ref: stateMachine,
    attributes: { Arn: stateMachine, Name: nameOf },
  },
};

/**
 * Returns the placeholder for a name or id that AWS creates at deployment; undefined if the template gives
 * the name, and for other types.
 */
export function placeholderOf({
  type,
  properties,
  ref,
}: {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly ref: () => string;
}): string | undefined {
  const known = Object.hasOwn(placeholders, type) ? placeholders[type] : undefined;
  if (!known || known.onlyNamed) return undefined;
  if (known.nameProperty !== undefined && properties[known.nameProperty] !== undefined) {
    return undefined;
  }
  return ref().match(/[^:/]+$/)?.[0];
}

/** IAM's limit for the name of a role, the shortest limit of generated names. */
const LONGEST = 64;

/** `STACK-LOGICALID-ABCDEFGHIJKL`, the form of names that CloudFormation generates. */
function nameOf(resource: Named): string {
  if (resource.name !== undefined) return resource.name;
  const { logicalId, location } = resource;
  const suffix = digest(resource).slice(0, 12).toUpperCase();
  return `${`${location.stackName}-${logicalId}`.slice(0, LONGEST - 13)}-${suffix}`;
}

function keyId(resource: Named): string {
  const hex = digest(resource);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
  ];
  return [...parts, hex.slice(20, 32)].join('-');
}

function digest({ logicalId, location }: Named): string {
  const { account, region, stackName } = location;
  return createHash('sha256')
    .update([account, region, stackName, logicalId].join('/'))
    .digest('hex');
}
