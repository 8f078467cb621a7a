import {
  knowledge,
  type PartialKnowledge,
  unreadOf,
  upperBound,
} from '../account/partial-knowledge.ts';
import { InvalidArnError } from '../errors.ts';
import type { KmsKey } from '../kms/kms-key.ts';
import type { Caller } from '../principal/caller.ts';
import { principalFromArn } from '../principal/principal-from-arn.ts';
import type { Activity, Subject, WorkflowStateMachine } from '../report/access-model.ts';
import { type ResolvedResource, TemplateError, type TemplateResources } from '../template/index.ts';
import { hasHoles, hole, isUnknown, readable } from '../unknown-text.ts';
import {
  isOpen,
  ofType,
  optionalText,
  pathOf,
  property,
  requiredText,
} from './resource-properties.ts';
import type { Keys } from './template-keys.ts';
import { policyOf, unknownDocument } from './template-policies.ts';

/**
 * Returns the state machines that the report is about: all of the template, or the one that is named.
 * @throws TemplateError when the template has none, or none of this name.
 */
export function stateMachinesOf(
  template: TemplateResources,
  logicalId: string | undefined,
): readonly ResolvedResource[] {
  const all = ofType(template, 'AWS::StepFunctions::StateMachine');
  if (all.length === 0) {
    const withoutTransform = ofType(template, 'AWS::Serverless::StateMachine').length > 0;
    throw new TemplateError(
      'Resources',
      withoutTransform
        ? 'AWS::Serverless::StateMachine needs the SAM transform, which the template does not name'
        : 'the template has no state machine, so there is nothing to report on',
      {
        advice: withoutTransform
          ? 'add "Transform: AWS::Serverless-2016-10-31"'
          : 'give the template of the stack that has the state machine',
      },
    );
  }
  if (logicalId === undefined) return all;
  const found = all.filter((one) => one.logicalId === logicalId);
  if (found.length > 0) return found;
  const names = all.map((one) => one.logicalId).join(', ');
  throw new TemplateError(
    'Resources',
    `there is no state machine ${logicalId}; there are ${names}`,
    {
      advice: 'name one of them with --state-machine',
    },
  );
}

/**
 * Returns the state machine with its key and its role.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html
 */
export function stateMachineOf(
  resource: ResolvedResource,
  role: Subject,
  keys: Keys,
): WorkflowStateMachine {
  const type = optionalText(resource, 'StateMachineType') ?? 'STANDARD';
  return {
    arn: resource.attribute('Arn'),
    name: readable(resource.attribute('Name')),
    // An express workflow has one more API that returns data.
    type: hasHoles(type) ? 'EXPRESS' : type,
    executionRole: role.caller,
    ...encryptionKeyOf(resource, keys),
  };
}

/** Returns the execution role, which the template creates or only names. */
export function executionRoleOf(
  resource: ResolvedResource,
  subjects: readonly Subject[],
  template: TemplateResources,
): Subject {
  return roleNamed(requiredText(resource, 'RoleArn'), subjects, template);
}

/** Returns a role by its ARN. A role that the template does not create has unknown policies. */
export function roleNamed(
  arn: string,
  subjects: readonly Subject[],
  template: TemplateResources,
): Subject {
  const found = subjects.find(({ id }) => id === arn);
  if (found) return found;
  const { partition, account } = template.location;
  const id = isRoleArn(arn)
    ? arn
    : `arn:${partition}:iam::${account}:role/${isUnknown(arn) ? arn : hole(readable(arn))}`;
  const caller = foreignCaller(id, template);
  return {
    ...{ id, name: readable(arn), origin: 'policy' },
    caller,
    managedPolicyArns: [],
    groupArns: [],
  };
}

function isRoleArn(arn: string): boolean {
  try {
    return principalFromArn(arn).kind === 'role';
  } catch (error) {
    if (error instanceof InvalidArnError) return false;
    throw error;
  }
}

function foreignCaller(arn: string, template: TemplateResources): PartialKnowledge<Caller> {
  const name = arn.slice(arn.lastIndexOf('/') + 1);
  const source = `policies of role ${readable(arn)}`;
  // A role with an unknown name cannot be given by name.
  const given = hasHoles(arn)
    ? hole(readable(name))
    : template.value(
        `role:${readable(name)}`,
        `policies of role ${readable(name)}, which the template only names`,
      );
  const policy =
    typeof given === 'string'
      ? unknownDocument('identity-policy', source, 'the template does not hold them')
      : knowledge(policyOf({ json: given, kind: 'identity-policy', source }));
  const caller = { principal: principalFromArn(arn), identityPolicies: [upperBound(policy)] };
  return knowledge(caller, unreadOf(policy));
}

/**
 * Returns the activities of a template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-activity.html
 */
export function activitiesOf(template: TemplateResources, keys: Keys): readonly Activity[] {
  return ofType(template, 'AWS::StepFunctions::Activity').map((resource) => ({
    arn: resource.attribute('Arn'),
    name: readable(resource.attribute('Name')),
    ...encryptionKeyOf(resource, keys),
  }));
}

/**
 * Returns the key that an EncryptionConfiguration names; none for an AWS owned key, which is the default.
 * The key is unknown if the configuration is unknown.
 */
function encryptionKeyOf(
  resource: ResolvedResource,
  keys: Keys,
): { readonly key?: PartialKnowledge<KmsKey> } {
  const name = 'EncryptionConfiguration';
  const configuration = property(resource, name);
  if (configuration === undefined || configuration === null) return {};
  if (isOpen(configuration)) return { key: keys(optionalText(resource, name) ?? '') };
  const type = optionalText(resource, name, 'Type') ?? '';
  const keyId = optionalText(resource, name, 'KmsKeyId');
  if (hasHoles(type))
    return { key: keys(hole(`${readable(type)} or ${readable(keyId ?? 'an AWS owned key')}`)) };
  if (type !== 'CUSTOMER_MANAGED_KMS_KEY') return {};
  if (keyId !== undefined) return { key: keys(keyId) };
  throw new TemplateError(pathOf(resource, name), 'CUSTOMER_MANAGED_KMS_KEY needs a KmsKeyId', {
    advice: 'add KmsKeyId with the id, the ARN or the alias of a key',
  });
}
