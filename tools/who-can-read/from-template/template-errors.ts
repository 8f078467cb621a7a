import { InvalidPolicyError } from '../errors.ts';
import {
  collectErrors,
  type ResolvedResource,
  singleErrors,
  TemplateError,
  TemplateErrors,
  type TemplateResources,
} from '../template/index.ts';
import { isObject, type Json } from '../template/json-value.ts';
import { list, pathOf, property } from './resource-properties.ts';
import { policyOf, type TemplatePolicy } from './template-policies.ts';

/**
 * Returns an error of a model with its place in the template. The error of a policy has only the name of the
 * policy, so all policies are parsed again. The error of a resource in a nested stack names its template.
 */
export function placedError(error: unknown, template: TemplateResources): unknown {
  if (error instanceof InvalidPolicyError) return errorOfPolicies(template) ?? error;
  if (!(error instanceof TemplateError)) return error;
  const [first, ...more] = singleErrors(error).map((one) => inOwnFile(one, template));
  return first && more.length > 0 ? new TemplateErrors([first, ...more]) : first;
}

function errorOfPolicies(template: TemplateResources): unknown {
  try {
    collectErrors(template.resources(), (resource) => {
      rejectPolicies(resource);
      return [];
    });
    return undefined;
  } catch (error) {
    return error;
  }
}

/** `Resources.Child/Role.Properties` is `Resources.Role.Properties` in the template of the nested stack. */
function inOwnFile(error: TemplateError, template: TemplateResources): TemplateError {
  const nested = template
    .resources()
    .find(
      ({ logicalId }) =>
        logicalId.includes('/') && `${error.path}.`.startsWith(`Resources.${logicalId}.`),
    );
  if (!nested) return error;
  const { file, logicalId } = nested;
  const rest = error.path.slice(`Resources.${logicalId}`.length);
  return new TemplateError(`Resources.${ownName(nested)}${rest}`, error.problem, {
    ...error,
    ...(file === undefined ? {} : { file }),
  });
}

const ownName = ({ logicalId }: ResolvedResource): string =>
  logicalId.slice(logicalId.lastIndexOf('/') + 1);

/** A policy of a resource, and the property that holds it. */
interface HeldPolicy {
  readonly property: string;
  readonly json: Json | undefined;
  readonly kind: TemplatePolicy['kind'];
}

/** @throws TemplateError for a policy that AWS rejects; TemplateErrors for several. */
function rejectPolicies(resource: ResolvedResource): void {
  collectErrors(policiesOf(resource), ({ property: name, json, kind }) => {
    const path = pathOf({ ...resource, logicalId: ownName(resource) }, name);
    try {
      policyOf({ json, kind, source: path });
    } catch (error) {
      if (!(error instanceof InvalidPolicyError)) throw error;
      throw new TemplateError(error.path.replace('$', path), error.problem, {
        ...(resource.file === undefined ? {} : { file: resource.file }),
      });
    }
    return [];
  });
}

const IDENTITY = /^AWS::IAM::(?:Role|User|Group)$/;
const APART = /^AWS::IAM::(?:Policy|ManagedPolicy|RolePolicy|UserPolicy|GroupPolicy)$/;

function policiesOf(resource: ResolvedResource): readonly HeldPolicy[] {
  const { type } = resource;
  const held = (kind: HeldPolicy['kind'], ...names: string[]): readonly HeldPolicy[] => {
    const json = property(resource, ...names);
    return json === undefined ? [] : [{ property: names.join('.'), json, kind }];
  };
  const required = (kind: HeldPolicy['kind'], name: string): readonly HeldPolicy[] => [
    { property: name, json: property(resource, name), kind },
  ];
  if (IDENTITY.test(type)) {
    const inline = list(resource, 'Policies').flatMap(({ value }, index): readonly HeldPolicy[] => {
      const json = isObject(value) ? value['PolicyDocument'] : undefined;
      const name = `Policies[${index}].PolicyDocument`;
      return json === undefined ? [] : [{ property: name, json, kind: 'identity-policy' }];
    });
    const isRole = type === 'AWS::IAM::Role';
    return [...(isRole ? required('trust-policy', 'AssumeRolePolicyDocument') : []), ...inline];
  }
  if (APART.test(type)) return required('identity-policy', 'PolicyDocument');
  if (type === 'AWS::KMS::Key' || type === 'AWS::KMS::ReplicaKey') {
    return held('key-policy', 'KeyPolicy');
  }
  if (type === 'AWS::SSO::PermissionSet') return held('identity-policy', 'InlinePolicy');
  if (type === 'AWS::S3::BucketPolicy') return held('resource-policy', 'PolicyDocument');
  return type === 'AWS::DynamoDB::Table'
    ? held('resource-policy', 'ResourcePolicy', 'PolicyDocument')
    : [];
}
