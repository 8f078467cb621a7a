import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Ternary } from '../policy/ternary.ts';
import { textOf } from '../template/either.ts';
import type { ResolvedResource } from '../template/index.ts';
import { type Json, objectAt } from '../template/json-value.ts';
import { isUnknown, readable, sameText } from '../unknown-text.ts';
import type { ManagedPolicies } from './managed-policies.ts';
import { type Item, list, pathOf } from './resource-properties.ts';
import { policyOf, thatMayExist, unknownDocument } from './template-policies.ts';

/** A policy in another resource than its identity, and whether it is certainly attached. */
export interface Attached {
  readonly policy: PartialKnowledge<PolicyDocument>;
  /** Of a managed policy. */
  readonly arn?: string;
}

/** Kinds of identities that a policy can be attached to. */
export type Kind = 'role' | 'user' | 'group';

/** Resources that contain a policy, and the properties that name its identities. */
export const holders: Readonly<Record<string, Readonly<Partial<Record<Kind, string>>>>> = {
  'AWS::IAM::Policy': { role: 'Roles', user: 'Users', group: 'Groups' },
  'AWS::IAM::ManagedPolicy': { role: 'Roles', user: 'Users', group: 'Groups' },
  'AWS::IAM::RolePolicy': { role: 'RoleName' },
  'AWS::IAM::UserPolicy': { user: 'UserName' },
  'AWS::IAM::GroupPolicy': { group: 'GroupName' },
};

/** `unknown` for what depends on unknown conditions. */
export const certain = (mayExist: readonly string[]): Ternary =>
  mayExist.length === 0 ? 'yes' : 'unknown';

/** An unknown list can contain any name. */
export function sameName({ value }: Item, name: string): Ternary {
  return isUnknown(value)
    ? value === name
      ? 'yes'
      : 'unknown'
    : sameText(textOf(value, 'Resources'), name);
}

/** Returns the names of the identities of a kind to which a resource attaches a policy. */
export function namesIn(holder: ResolvedResource, kind: Kind): readonly Item[] {
  const name = holders[holder.type]?.[kind];
  return name === undefined ? [] : list(holder, name);
}

/** Returns a managed policy of an identity, by an item of its list. */
export function managedOn(
  { value, mayExist }: Item,
  resource: ResolvedResource,
  managed: ManagedPolicies,
): Attached {
  const arn = textOf(value, pathOf(resource, 'ManagedPolicyArns'));
  const policy = managed(arn);
  return { arn, policy: knowledge(thatMayExist(upperBound(policy), mayExist), unreadOf(policy)) };
}

/** Returns an inline policy of an identity. */
export function inlinePolicy(
  resource: ResolvedResource,
  { value, mayExist }: Item,
  at: number,
): PartialKnowledge<PolicyDocument> {
  const path = pathOf(resource, `Policies[${at}]`);
  if (isUnknown(value)) {
    return unknownDocument(
      'identity-policy',
      `policies of ${resource.logicalId}`,
      `they are ${readable(value)}`,
    );
  }
  const { PolicyName: name = 'without a name', PolicyDocument: document } = objectAt(value, path);
  const called = readable(textOf(name, `${path}.PolicyName`));
  const source = `policy ${called} of ${resource.logicalId}`;
  return knowledge(policyOf({ json: document, kind: 'identity-policy', source, mayExist }));
}

/** Returns the documents that the user gave for an identity of the account: one, a list, or none. */
export function givenPolicies(given: Json, what: string): readonly Attached[] {
  const source = `policies of ${what}`;
  if (isUnknown(given)) {
    return [
      { policy: unknownDocument('identity-policy', source, 'the template does not hold them') },
    ];
  }
  const all: readonly Json[] = Array.isArray(given) ? given : [given];
  return all.map((json) => ({
    policy: knowledge(policyOf({ json, kind: 'identity-policy', source })),
  }));
}
