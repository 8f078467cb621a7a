import { parseArn } from 'who-can-read';
import { kmsOperation } from '../operations.ts';
import type { RecordedCall } from './recorded-call.ts';
import { userIdentity } from './user-identity.ts';

/** A CloudTrail event of a call to KMS. */
export type KmsEvent = {
  readonly eventVersion: string;
  readonly userIdentity: Readonly<Record<string, unknown>>;
  readonly eventTime: string;
  readonly eventSource: 'kms.amazonaws.com';
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: Readonly<Record<string, unknown>>;
  readonly responseElements: null;
  readonly additionalEventData: { readonly reason: string; readonly viaService?: string };
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly resources: readonly { accountId: string; type: string; ARN: string }[];
  readonly eventType: 'AwsApiCall';
  readonly managementEvent: true;
  readonly recipientAccountId: string;
  readonly sharedEventID?: string;
  readonly eventCategory: 'Management';
};

/** CloudTrail has one name for every denial by a policy. */
const CODES: Readonly<Record<string, string>> = { AccessDeniedException: 'AccessDenied' };

/**
 * The events of a call: one for the key's account and, across accounts, one for the caller's.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 *
 * @param newId makes ids, each another one.
 */
export function eventsOf(call: RecordedCall, at: Date, newId: () => string): readonly KmsEvent[] {
  const { actor, operation, keyArn, encryptionContext, invokedBy, parameters, error } = call;
  const { account, region } = parseArn(keyArn);
  const eventTime = at.toISOString().replace(/\.\d+Z$/, 'Z');
  const via = invokedBy ?? (actor.kind === 'service' ? actor.name : undefined);
  const identity = userIdentity(actor, eventTime);
  const recipients = [...new Set([account, accountOf(identity) ?? account])];
  const shared = recipients.length > 1 ? { sharedEventID: newId() } : {};
  const requestID = newId();
  return recipients.map((recipientAccountId) => ({
    eventVersion: '1.11',
    userIdentity: invokedBy === undefined ? identity : { ...identity, invokedBy },
    eventTime,
    eventSource: 'kms.amazonaws.com',
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: via ?? call.sourceIp ?? '',
    userAgent: via ?? call.userAgent ?? '',
    ...(error ? { errorCode: CODES[error.code] ?? error.code, errorMessage: error.message } : {}),
    requestParameters: {
      keyId: keyArn,
      ...(encryptionContext ? { encryptionContext } : {}),
      ...parameters,
    },
    responseElements: null,
    additionalEventData: {
      reason: call.reason,
      ...(call.viaService === undefined ? {} : { viaService: call.viaService }),
    },
    requestID,
    eventID: newId(),
    readOnly: kmsOperation(operation)?.changes !== true,
    resources: [{ accountId: account, type: 'AWS::KMS::Key', ARN: keyArn }],
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId,
    ...shared,
    eventCategory: 'Management',
  }));
}

function accountOf({ accountId }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof accountId === 'string' ? accountId : undefined;
}
