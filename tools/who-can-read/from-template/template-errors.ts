import { InvalidPolicyError } from '../errors.ts';
import {
  collectErrors,
  type ResolvedResource,
  type ResolvedTemplate,
  TemplateError,
  TemplateErrors,
} from '../template/index.ts';
import { isObject, type Json } from '../template/json-value.ts';
import { list, pathOf, property } from './resource-properties.ts';
import { policyOf, type TemplatePolicy } from './template-policies.ts';

/**
 * Returns an error of a template together with the other errors of its resources and policies, each with
 * its path, so that one run reports all of them. Any other error is returned unchanged.
 */
export function withOtherErrors(error: unknown, template: ResolvedTemplate): unknown {
  const isOfTemplate = error instanceof TemplateError || error instanceof InvalidPolicyError;
  if (!isOfTemplate) return error;
  try {
    collectErrors(template.types.keys(), (id) => {
      rejectPolicies(template.resource(id));
      return [];
    });
    return error;
  } catch (found) {
    if (!(found instanceof TemplateError)) return error;
    // A policy error with its path replaces the error without a path.
    if (error instanceof InvalidPolicyError) return found;
    const given = error instanceof TemplateErrors ? error.errors : [error];
    const all = found instanceof TemplateErrors ? found.errors : [found];
    const more = all.filter(({ message }) => !given.some((one) => one.message === message));
    const [first, ...others] = [...given, ...more];
    return first && others.length > 0 ? new TemplateErrors([first, ...others]) : error;
  }
}

/** A policy of a resource, and the property that holds it. */
interface HeldPolicy {
  readonly property: string;
  readonly json: Json | undefined;
  readonly kind: TemplatePolicy['kind'];
}

/** @throws TemplateError for a policy that AWS rejects; TemplateErrors for several. */
function rejectPolicies(resource: ResolvedResource): void {
  collectErrors(policiesOf(resource), ({ property: name, json, kind }) => {
    const path = pathOf(resource, name);
    try {
      policyOf({ json, kind, source: path });
    } catch (error) {
      if (!(error instanceof InvalidPolicyError)) throw error;
      throw new TemplateError(error.path.replace('$', path), error.problem);
    }
    return [];
  });
}

const IDENTITY = /^AWS::IAM::(?:Role|User|Group)$/;
const APART = /^AWS::IAM::(?:Policy|ManagedPolicy|RolePolicy|UserPolicy|GroupPolicy)$/;

function policiesOf(resource: ResolvedResource): readonly HeldPolicy[] {
  const { type } = resource;
  const held = (kind: HeldPolicy['kind'], name: string): readonly HeldPolicy[] => {
    const json = property(resource, name);
    return json === undefined ? [] : [{ property: name, json, kind }];
  };
  if (IDENTITY.test(type)) {
    const inline = list(resource, 'Policies').flatMap(({ value }, index): readonly HeldPolicy[] => {
      const json = isObject(value) ? value['PolicyDocument'] : undefined;
      const name = `Policies[${index}].PolicyDocument`;
      return json === undefined ? [] : [{ property: name, json, kind: 'identity-policy' }];
    });
    return [...held('trust-policy', 'AssumeRolePolicyDocument'), ...inline];
  }
  if (APART.test(type)) return held('identity-policy', 'PolicyDocument');
  return type === 'AWS::KMS::Key' || type === 'AWS::KMS::ReplicaKey'
    ? held('key-policy', 'KeyPolicy')
    : [];
}
