import type { Json, JsonObject } from './json-value.ts';
import { TemplateError } from './template-error.ts';
import type { UnknownValues } from './unknown-values.ts';

/** Where a template is deployed. */
export interface StackLocation {
  /** `aws`, `aws-cn`, `aws-us-gov` */
  readonly partition: string;
  readonly region: string;
  /** Twelve digits. */
  readonly account: string;
  readonly stackName: string;
}

/** The look-ups of an intrinsic function. */
export interface Scope {
  readonly location: StackLocation;
  readonly parameters: ReadonlyMap<string, Json>;
  readonly mappings: JsonObject;
  readonly unknown: UnknownValues;
  /** Texts of files that AWS::Include names, by location. */
  readonly files: Readonly<Record<string, string>>;
  /**
   * Returns whether a condition is met, or a hole when that is unknown.
   * @throws TemplateError for a condition that the template does not have.
   */
  condition(name: string, path: string): boolean | string;
  /** Returns the `Ref` value of a resource. @throws TemplateError if the resource does not exist. */
  refer(logicalId: string, path: string): Json;
  /** Returns the `Fn::GetAtt` value. @throws TemplateError if the resource does not exist. */
  attribute(logicalId: string, name: string, path: string): Json;
  /** Resolves the arguments of intrinsic functions; see `resolve` in resolve-value.ts. */
  readonly resolve: (value: Json, scope: Scope, path: string) => Json | undefined;
}

/** Like `scope.resolve`, for places where `AWS::NoValue` is not valid. */
export function resolved(value: Json, scope: Scope, path: string): Json {
  const found = scope.resolve(value, scope, path);
  if (found === undefined) {
    throw new TemplateError(path, 'AWS::NoValue is not valid here', {
      advice: 'give a value; AWS::NoValue removes a property or an item of a list',
    });
  }
  return found;
}

/** Returns a pseudo parameter, a parameter or a resource, by the name that Ref and Sub give it. */
export function lookUp(name: string, scope: Scope, path: string): Json {
  const pseudo = Object.hasOwn(pseudoParameters, name) ? pseudoParameters[name] : undefined;
  if (pseudo) return pseudo(scope.location);
  return scope.parameters.get(name) ?? scope.refer(name, path);
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
export const pseudoParameters: Readonly<Record<string, (location: StackLocation) => Json>> = {
  'AWS::AccountId': ({ account }) => account,
  'AWS::NotificationARNs': () => [],
  'AWS::Partition': ({ partition }) => partition,
  'AWS::Region': ({ region }) => region,
  'AWS::StackId': ({ partition, region, account, stackName }) =>
    `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/00000000-0000-4000-8000-000000000000`,
  'AWS::StackName': ({ stackName }) => stackName,
  'AWS::URLSuffix': ({ partition }) =>
    partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com',
};
