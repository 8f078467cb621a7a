import { knowledge, unreadOf, upperBound } from '../account/partial-knowledge.ts';
import type { Subject } from '../report/access-model.ts';
import { textOf } from '../template/either.ts';
import type { TemplateResources } from '../template/index.ts';
import { isObject } from '../template/json-value.ts';
import { hole, readable, sameText } from '../unknown-text.ts';
import { managedPoliciesOf } from './managed-policies.ts';
import { list, ofType, optionalText, pathOf, property } from './resource-properties.ts';
import { policyOf, unknownDocument } from './template-policies.ts';

/**
 * Returns the roles that IAM Identity Center creates for the permission sets of a template, in the
 * accounts of their assignments. Part of the name is known only after the assignment.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/using-iam-identity-center-roles.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sso-permissionset.html
 */
export function permissionSetRoles(template: TemplateResources): readonly Subject[] {
  const { partition, region, account } = template.location;
  const managed = managedPoliciesOf(template);
  const assignments = ofType(template, 'AWS::SSO::Assignment');
  return ofType(template, 'AWS::SSO::PermissionSet').map((resource): Subject => {
    const name = optionalText(resource, 'Name') ?? resource.logicalId;
    const home = region === 'us-east-1' ? '' : `${region}/`;
    const path = `aws-reserved/sso.amazonaws.com/${home}`;
    const id = `arn:${partition}:iam::${account}:role/${path}AWSReservedSSO_${name}_${hole(`suffix of ${readable(name)}`)}`;
    const inline = property(resource, 'InlinePolicy');
    const source = `permission set ${readable(name)}`;
    const policies = [
      ...(inline === undefined
        ? []
        : [knowledge(policyOf({ json: inline, kind: 'identity-policy', source }))]),
      ...list(resource, 'ManagedPolicies').map(({ value }) =>
        managed(textOf(value, pathOf(resource))),
      ),
      ...list(resource, 'CustomerManagedPolicyReferences').map(({ value }) => {
        const called = isObject(value)
          ? textOf(value['Name'], pathOf(resource))
          : 'an unknown name';
        const why = 'the account has it, and not the template';
        return unknownDocument('identity-policy', `managed policy ${readable(called)}`, why);
      }),
    ];
    const boundary = optionalText(resource, 'PermissionsBoundary', 'ManagedPolicyArn');
    const limit = boundary === undefined ? undefined : managed(boundary);
    const assigned = assignments.some(
      (one) =>
        sameText(optionalText(one, 'TargetId') ?? '', account) === 'yes' &&
        optionalText(one, 'PermissionSetArn') === resource.attribute('PermissionSetArn'),
    );
    const why = `whether permission set ${readable(name)} is assigned to account ${account}`;
    const existence = assigned
      ? []
      : [{ what: why, why: 'the template does not tell', code: 'MayExist' }];
    const caller = {
      principal: { kind: 'role', arn: id } as const,
      identityPolicies: policies.map(upperBound),
      ...(limit ? { boundary: upperBound(limit) } : {}),
    };
    return {
      ...{ id, name: resource.logicalId, logicalId: resource.logicalId, origin: 'template' },
      caller: knowledge(caller, [
        ...existence,
        ...policies.flatMap(unreadOf),
        ...(limit ? unreadOf(limit) : []),
      ]),
      managedPolicyArns: [],
      groupArns: [],
      ...(assigned ? {} : { mayExist: [why] }),
    };
  });
}
