import {
  type Caller,
  decideIdentity,
  decideKms,
  type KmsKey,
  kmsError,
  parseArn,
  type Verdict,
} from 'who-can-read';
import { ownContext } from '../caller/request-context.ts';
import type { Actor, RecordedCall } from '../events/recorded-call.ts';

/** The service that delivers logs of other services. */
export const LOG_DELIVERY = 'delivery.logs.amazonaws.com';

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const ROLE_NEEDS = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

/** The state machine whose logs are delivered. */
export type Delivery = {
  readonly stateMachineArn: string;
  readonly role: Caller;
  readonly roleActor: Actor;
  /** Left out: the state machine has no customer managed key. */
  readonly key?: KmsKey;
  readonly at: Date;
};

/** Whether logs can be delivered, and the necessary calls to KMS. */
export type Permission = {
  readonly allowed: boolean;
  readonly reason: string;
  /** Calls of the execution role and of log delivery, in this order, up to the first denied one. */
  readonly calls: readonly RecordedCall[];
};

/**
 * Decides whether the log of a state machine can be delivered. Its role needs permission to set up
 * delivery and to generate data keys, and log delivery must be able to decrypt.
 * https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html (CloudWatch Logs)
 */
export function mayDeliver({ stateMachineArn, role, roleActor, key, at }: Delivery): Permission {
  const { partition, region, account } = parseArn(stateMachineArn);
  const context = ownContext({ at, region, sourceIp: '', userAgent: '' });
  for (const action of ROLE_NEEDS) {
    const resource = { resource: '*', resourceAccount: account, context };
    const verdict = decideIdentity({ caller: role, action, ...resource });
    if (verdict.outcome !== 'allowed') return { allowed: false, reason: verdict.reason, calls: [] };
  }
  if (!key) return { allowed: true, reason: 'It has no customer managed key.', calls: [] };
  const encryptionContext = { SourceArn: `arn:${partition}:logs:${region}:${account}:*` };
  const delivery: Caller = {
    principal: { kind: 'service', name: LOG_DELIVERY },
    identityPolicies: [],
  };
  const asked = [
    {
      caller: role,
      actor: roleActor,
      operation: 'GenerateDataKey',
      invokedBy: 'states.amazonaws.com',
    },
    { caller: delivery, actor: { kind: 'service', name: LOG_DELIVERY }, operation: 'Decrypt' },
  ] as const;
  const calls: RecordedCall[] = [];
  for (const { caller, actor, operation, ...via } of asked) {
    const request = { operation, encryptionContext, context };
    const verdict: Verdict = decideKms({ request, caller, key });
    const error = kmsError(verdict, operation, key);
    calls.push({
      ...{ actor, operation, keyArn: key.arn, encryptionContext, ...via },
      reason: verdict.reason,
      ...(error ? { error: { code: error.name, message: error.message } } : {}),
    });
    if (error) return { allowed: false, reason: verdict.reason, calls };
  }
  return { allowed: true, reason: 'Role and log delivery can use the key.', calls };
}
