import {
  decideKms,
  isKmsOperation,
  type KmsKey,
  type KmsOperation,
  type KmsRequest,
  kmsError,
  principalFacts,
  type Verdict,
} from 'who-can-read';
import type { UnknownIdentity } from '../caller/identity.ts';
import { type AwsError, unrecognizedClient } from '../http/aws-error.ts';
import type { ProtectedRequest } from '../http/parse-request.ts';
import type { KmsOperationRow } from '../operations.ts';
import { checkLockout } from './check-lockout.ts';
import { kmsRequest } from './kms-request.ts';
import type { LoadedKeys } from './load-keys.ts';

/** The decision on one permission on one key. */
export type KeyDecision = {
  readonly request: KmsRequest;
  readonly key: KmsKey;
  readonly verdict: Verdict;
};

/** The decision on a request to KMS. */
export type KmsDecision = {
  /** Left out: the request is allowed. */
  readonly error?: AwsError;
  /** Empty when a key that the request names does not exist. */
  readonly keys: readonly KeyDecision[];
  readonly who: Pick<LoadedKeys, 'identity' | 'caller'>;
  /** ARN of the caller, as KMS writes it in its errors. */
  readonly callerArn: string;
};

/** ReEncrypt needs a permission on each key, with its own encryption context. */
const reEncryption = [
  { permission: 'ReEncryptFrom', contextMember: 'SourceEncryptionContext' },
  { permission: 'ReEncryptTo', contextMember: 'DestinationEncryptionContext' },
] as const;

/**
 * Decides a request on each key that it names.
 *
 * @throws AmbiguousJsonError when a member of the request does not have the type of the KMS API.
 */
export function authorizeKms(
  request: ProtectedRequest,
  operation: KmsOperationRow,
  { identity, caller, conditionContext, keys }: LoadedKeys,
): KmsDecision {
  const who = { identity, caller };
  const callerArn = principalFacts(caller.principal).name;
  const found = keys.flatMap((key) => key ?? []);
  if (found.length < Math.max(1, keys.length))
    return { error: keyNotFound, keys: [], who, callerArn };
  const decided = found.map((key, index): KeyDecision => {
    const side = operation.target === 'two-keys' ? reEncryption[index] : undefined;
    const input = operation.target === 'alias' ? {} : request.input;
    const permission = side?.permission ?? permissionOf(request);
    const kms = kmsRequest(permission, input, conditionContext, side?.contextMember);
    return { request: kms, key, verdict: decideKms({ request: kms, caller, key }) };
  });
  const error =
    firstError(decided) ??
    checkLockout(request, { identity, caller, conditionContext, keys }, found[0]);
  return { ...(error ? { error } : {}), keys: decided, who, callerArn };
}

/** The gateway denies a caller that it cannot identify. */
export function unknownKmsCaller({ why, noSuchKey }: UnknownIdentity): AwsError {
  if (noSuchKey) return unrecognizedClient;
  const message = `${why} An unknown caller cannot use any key.`;
  return { status: 400, type: 'AccessDeniedException', message };
}

function firstError(decisions: readonly KeyDecision[]): AwsError | undefined {
  for (const { verdict, request, key } of decisions) {
    const error = kmsError(verdict, request.operation, key);
    if (error) return { status: 400, type: error.name, message: error.message };
  }
  return undefined;
}

/** The permission of the operation's own name. @throws RangeError for a wrong row of the table. */
function permissionOf({ operation }: ProtectedRequest): KmsOperation {
  if (isKmsOperation(operation)) return operation;
  throw new RangeError(`${operation} is not a permission on a key.`);
}

const keyNotFound: AwsError = {
  status: 400,
  type: 'NotFoundException',
  message: 'The key that this request names does not exist.',
};
