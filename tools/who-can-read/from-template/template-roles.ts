import { allowAll } from '../account/allow-all.ts';
import { managedSource } from '../account/names-of.ts';
import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyDocument } from '../policy/policy-document.ts';
import type { Subject } from '../report/access-model.ts';
import { type ResolvedResource, type ResolvedTemplate, TemplateError } from '../template/index.ts';
import { type Json, objectAt, textAt } from '../template/json-value.ts';
import { list, ofType, optionalText, pathOf, property } from './resource-properties.ts';

type ManagedPolicies = (arn: string) => PartialKnowledge<PolicyDocument>;

/**
 * The roles of a template with their policies, whichever resource holds those.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-role.html
 * @throws InvalidPolicyError for a policy that IAM would refuse.
 */
export function rolesOf(template: ResolvedTemplate): readonly Subject[] {
  const managed = managedPolicies(template);
  const apart = ofType(template, 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy');
  apart.forEach(refuseUsersAndGroups);
  return ofType(template, 'AWS::IAM::Role').map((role) => {
    const attached = [
      ...list(role, 'ManagedPolicyArns').map((arn) => textAt(arn, pathOf(role))),
      ...apart.filter((policy) => isManaged(policy) && isOn(policy, role)).map((one) => one.ref()),
    ];
    return roleSubject(role, apart, [...new Set(attached)], managed);
  });
}

function roleSubject(
  role: ResolvedResource,
  apart: readonly ResolvedResource[],
  attached: readonly string[],
  managed: ManagedPolicies,
): Subject {
  const { logicalId } = role;
  const arn = role.attribute('Arn');
  const policies = [
    ...list(role, 'Policies').map((json, at) => inlinePolicy(json, role, at)),
    ...apart
      .filter((policy) => !isManaged(policy) && isOn(policy, role))
      .map((policy) => knowledge(documentOf(policy))),
    ...attached.map(managed),
  ];
  const boundaryArn = optionalText(role, 'PermissionsBoundary');
  const boundary = boundaryArn === undefined ? undefined : managed(boundaryArn);
  const trust = property(role, 'AssumeRolePolicyDocument');
  const caller = {
    principal: { kind: 'role', arn } as const,
    identityPolicies: policies.map(upperBound),
    ...(boundary ? { boundary: upperBound(boundary) } : {}),
  };
  return {
    id: arn,
    name: logicalId,
    logicalId,
    origin: 'template',
    caller: knowledge(caller, [...policies, ...(boundary ? [boundary] : [])].flatMap(unreadOf)),
    trustPolicy: knowledge(parsePolicy(trust, 'trust-policy', `trust policy of ${logicalId}`)),
    managedPolicyArns: attached,
    groupArns: [],
  };
}

function inlinePolicy(
  json: Json,
  role: ResolvedResource,
  at: number,
): PartialKnowledge<PolicyDocument> {
  const path = pathOf(role, `Policies[${at}]`);
  const { PolicyName: name, PolicyDocument: document } = objectAt(json, path);
  const source = `policy ${textAt(name, `${path}.PolicyName`)} of ${role.logicalId}`;
  return knowledge(parsePolicy(document, 'identity-policy', source));
}

/** Managed policies of the template; of AWS's own a template does not tell what they say. */
function managedPolicies(template: ResolvedTemplate): ManagedPolicies {
  const known = new Map(
    ofType(template, 'AWS::IAM::ManagedPolicy').map((one) => [one.ref(), documentOf(one)]),
  );
  return (arn) => {
    const found = known.get(arn);
    if (found) return knowledge(found);
    const what = managedSource(arn);
    const unread = [{ what, why: 'the template does not hold it', code: 'NotInTemplate' }];
    return knowledge(allowAll('identity-policy', what), unread);
  };
}

function documentOf(policy: ResolvedResource): PolicyDocument {
  const document = property(policy, 'PolicyDocument');
  return parsePolicy(document, 'identity-policy', `policy ${policy.logicalId}`);
}

const isManaged = ({ type }: ResolvedResource): boolean => type === 'AWS::IAM::ManagedPolicy';

function isOn(policy: ResolvedResource, role: ResolvedResource): boolean {
  return list(policy, 'Roles').includes(role.ref());
}

function refuseUsersAndGroups(policy: ResolvedResource): void {
  for (const name of ['Users', 'Groups']) {
    if (list(policy, name).length === 0) continue;
    throw new TemplateError(pathOf(policy, name), 'users and groups are not worked out here');
  }
}
