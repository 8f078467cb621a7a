import { samPolicyTemplate } from '../../data/sam-policy-templates.ts';
import { isObject, type Json, type JsonObject } from '../json-value.ts';

/** A role that SAM makes for a resource. */
export interface SamRole {
  readonly logicalId: string;
  /** The service that assumes it. */
  readonly service: string;
  /** Properties of the resource that the role is for. */
  readonly properties: JsonObject;
  /** AWS managed policies that SAM adds, with their path: `service-role/NAME`. */
  readonly managed: readonly string[];
  /** Statements that SAM adds. */
  readonly statements: readonly JsonObject[];
}

/**
 * Returns the role that SAM creates for a function or a state machine without `Role`, from all forms of
 * `Policies`.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
export function samRole({
  logicalId,
  service,
  properties,
  managed,
  statements,
}: SamRole): JsonObject {
  const {
    Policies: policies = [],
    AssumeRolePolicyDocument: trust,
    PermissionsBoundary: boundary,
    RolePath: path,
    Tags: tags,
  } = properties;
  const given: readonly Json[] = Array.isArray(policies) ? policies : [policies];
  const split = given.map((one, at) => policyOf(one, `${logicalId}Policy${at}`));
  const own = statements.map((one, at) => inline([one], `${logicalId}Own${at}`));
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust ?? trustOf(service),
      ManagedPolicyArns: [...managed.map(awsManaged), ...split.flatMap(({ arn }) => arn ?? [])],
      Policies: [...split.flatMap((one) => one.policy ?? []), ...own],
      ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
      ...(path === undefined ? {} : { Path: path }),
      ...(isObject(tags) ? { Tags: tagList(tags) } : {}),
    },
  };
}

const tagList = (tags: JsonObject): Json =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const trustOf = (Service: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: [Service] }, Action: ['sts:AssumeRole'] }],
});

const awsManaged = (name: string): Json => ({
  'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}`,
});

const inline = (Statement: Json, PolicyName: string): JsonObject => ({
  PolicyName,
  PolicyDocument: { Version: '2012-10-17', Statement },
});

/**
 * One item of Policies: the name or ARN of a managed policy, a policy document, a SAM policy template,
 * or an intrinsic function that gives one of these.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies
 */
function policyOf(policy: Json, name: string): { readonly arn?: Json; readonly policy?: Json } {
  if (typeof policy === 'string')
    return { arn: policy.includes(':') ? policy : awsManaged(policy) };
  if (!isObject(policy)) return {};
  if (policy['Statement'] !== undefined) return { policy: inline(policy['Statement'], name) };
  const [[only = '', values = {}] = []] = Object.entries(policy);
  if (only === 'Fn::If' && Array.isArray(values)) {
    const [condition = '', ...branches] = values;
    const found = branches.map((one: Json) => policyOf(one, name));
    const either = (kind: 'arn' | 'policy'): Json => ({
      'Fn::If': [condition, ...found.map((one) => one[kind] ?? { Ref: 'AWS::NoValue' })],
    });
    return {
      ...(found.some(({ arn }) => arn !== undefined) ? { arn: either('arn') } : {}),
      ...(found.some((one) => one.policy !== undefined) ? { policy: either('policy') } : {}),
    };
  }
  if (only === 'Ref' || only.startsWith('Fn::')) return { arn: policy };
  const template = samPolicyTemplate(only);
  // SAM rejects an unknown policy template, but a newer version of SAM can have more of them.
  const statements = template
    ? filled(template, isObject(values) ? values : {})
    : unknownStatement(only);
  return { policy: inline(statements, name) };
}

/** A policy template with an unknown name, so its permissions are unknown. */
const unknownStatement = (name: string): Json => [
  { 'Fn::Transform': { Name: `SAM policy template ${name}`, Parameters: {} } },
];

/** Replaces the parameters of a policy template by their values. */
function filled(template: Json, values: JsonObject): Json {
  if (Array.isArray(template)) return template.map((one: Json) => filled(one, values));
  if (!isObject(template)) return template;
  const { Ref: name } = template;
  if (typeof name === 'string' && Object.hasOwn(values, name)) return values[name] ?? null;
  return Object.fromEntries(
    Object.entries(template).map(([key, one]) => [key, filled(one, values)]),
  );
}
