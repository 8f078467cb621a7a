import type { Caller } from '../../principal/caller.ts';
import { principalFromArn } from '../../principal/from-arn.ts';
import { anything } from '../../read/anything.ts';
import { type Reading, reading } from '../../read/reading.ts';
import { type ResolvedResource, TemplateError } from '../../template/index.ts';
import type { Machine, Subject } from '../situation.ts';
import type { Keys } from './keys.ts';
import { optionalText, pathOf, requiredText } from './resources.ts';

/**
 * The state machine with its key and its role.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html
 */
export function machineOf(
  resource: ResolvedResource,
  roles: readonly Subject[],
  keys: Keys,
): Machine {
  const type = optionalText(resource, 'EncryptionConfiguration', 'Type');
  const keyId = optionalText(resource, 'EncryptionConfiguration', 'KmsKeyId');
  const roleArn = requiredText(resource, 'RoleArn');
  const role = roles.find(({ id }) => id === roleArn)?.caller ?? foreignRole(roleArn);
  const customer = type === 'CUSTOMER_MANAGED_KMS_KEY';
  if (customer && keyId === undefined) {
    const path = pathOf(resource, 'EncryptionConfiguration');
    throw new TemplateError(path, 'CUSTOMER_MANAGED_KMS_KEY needs a KmsKeyId');
  }
  return {
    arn: resource.attribute('Arn'),
    name: resource.attribute('Name'),
    type: optionalText(resource, 'StateMachineType') ?? 'STANDARD',
    executionRole: role,
    ...(customer && keyId !== undefined ? { key: keys(keyId) } : {}),
  };
}

function foreignRole(arn: string): Reading<Caller> {
  const what = `policies of role ${arn}`;
  const unread = [{ what, why: 'the template does not hold it', code: 'NotInTemplate' }];
  const identityPolicies = [anything('identity-policy', what)];
  return reading({ principal: principalFromArn(arn), identityPolicies }, unread);
}
