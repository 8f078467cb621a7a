import { allowAll } from '../account/allow-all.ts';
import { knowledge, type PartialKnowledge } from '../account/partial-knowledge.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { Caller } from '../principal/caller.ts';
import { principalFromArn } from '../principal/principal-from-arn.ts';
import type { Activity, Subject, WorkflowStateMachine } from '../report/access-model.ts';
import { type ResolvedResource, type ResolvedTemplate, TemplateError } from '../template/index.ts';
import { ofType, optionalText, pathOf, requiredText } from './resource-properties.ts';
import type { Keys } from './template-keys.ts';

/**
 * The state machine with its key and its role.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html
 */
export function machineOf(
  resource: ResolvedResource,
  roles: readonly Subject[],
  keys: Keys,
): WorkflowStateMachine {
  const roleArn = requiredText(resource, 'RoleArn');
  const role = roles.find(({ id }) => id === roleArn)?.caller ?? foreignRole(roleArn);
  return {
    arn: resource.attribute('Arn'),
    name: resource.attribute('Name'),
    type: optionalText(resource, 'StateMachineType') ?? 'STANDARD',
    executionRole: role,
    ...keyOf(resource, keys),
  };
}

/**
 * The activities of a template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-activity.html
 */
export function activitiesOf(template: ResolvedTemplate, keys: Keys): readonly Activity[] {
  return ofType(template, 'AWS::StepFunctions::Activity').map((resource) => ({
    arn: resource.attribute('Arn'),
    name: resource.attribute('Name'),
    ...keyOf(resource, keys),
  }));
}

/** The key that an EncryptionConfiguration names; none where AWS's own is left or asked for. */
function keyOf(
  resource: ResolvedResource,
  keys: Keys,
): { readonly key?: PartialKnowledge<KmsKey> } {
  const type = optionalText(resource, 'EncryptionConfiguration', 'Type');
  const keyId = optionalText(resource, 'EncryptionConfiguration', 'KmsKeyId');
  if (type !== 'CUSTOMER_MANAGED_KMS_KEY') return {};
  if (keyId !== undefined) return { key: keys(keyId) };
  const path = pathOf(resource, 'EncryptionConfiguration');
  throw new TemplateError(path, 'CUSTOMER_MANAGED_KMS_KEY needs a KmsKeyId');
}

function foreignRole(arn: string): PartialKnowledge<Caller> {
  const what = `policies of role ${arn}`;
  const unread = [{ what, why: 'the template does not hold it', code: 'NotInTemplate' }];
  const identityPolicies = [allowAll('identity-policy', what)];
  return knowledge({ principal: principalFromArn(arn), identityPolicies }, unread);
}
