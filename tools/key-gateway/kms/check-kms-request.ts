import { partitionOf } from 'helpers/partition';
import { decideIdentity, denialMessage } from 'who-can-read';
import type { GatewayContext } from '../gateway-context.ts';
import type { AwsError } from '../http/aws-error.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import type { KmsOperationRow } from '../operations.ts';
import { checkLockout } from './check-lockout.ts';
import type { LoadedKeys } from './load-keys.ts';

type Check = (
  request: ProtectedRequest,
  loaded: LoadedKeys,
  context: GatewayContext,
) => AwsError | undefined;

/** The checks of a target. */
const checks: Partial<Record<KmsOperationRow['target'], Check>> = {
  alias: aliasPermission,
  grant: grantByName,
  'new-key': (request, loaded) => checkLockout(request, loaded, undefined),
  replica: replicaPermission,
};

/**
 * Checks what an operation needs beside permission on the keys that it names.
 *
 * @returns the error; undefined when all is in order.
 */
export function checkKmsRequest(
  request: ProtectedRequest,
  { target }: KmsOperationRow,
  loaded: LoadedKeys,
  context: GatewayContext,
): AwsError | undefined {
  return checks[target]?.(request, loaded, context);
}

/**
 * An operation on an alias needs an identity policy on the alias as well.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 */
function aliasPermission(request: ProtectedRequest, loaded: LoadedKeys): AwsError | undefined {
  const { region } = request.credential;
  const { account } = loaded.identity;
  const alias = text(request, 'AliasName') ?? '';
  const resource = `arn:${partitionOf(region)}:kms:${region}:${account}:${alias}`;
  return identityPermission(`kms:${request.operation}`, resource, loaded);
}

/**
 * ReplicateKey needs kms:CreateKey by an identity policy in the Region of the replica.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html
 */
function replicaPermission(request: ProtectedRequest, loaded: LoadedKeys): AwsError | undefined {
  const region = text(request, 'ReplicaRegion') ?? '';
  return identityPermission('kms:CreateKey', '*', loaded, { 'aws:RequestedRegion': region });
}

/** The gateway cannot read the grant out of a grant token. */
function grantByName({ input }: ProtectedRequest): AwsError | undefined {
  if (input['GrantToken'] === undefined) return undefined;
  const message = 'The key gateway retires grants by KeyId and GrantId, not by GrantToken.';
  return { status: 400, type: 'InvalidGrantTokenException', message };
}

function identityPermission(
  action: string,
  resource: string,
  { identity: { account }, caller, conditionContext }: LoadedKeys,
  more: Readonly<Record<string, string>> = {},
): AwsError | undefined {
  const verdict = decideIdentity({
    ...{ caller, action, resource, resourceAccount: account },
    context: { 'kms:ViaService': null, 'kms:CallerAccount': account, ...conditionContext, ...more },
  });
  if (verdict.outcome === 'allowed') return undefined;
  return { status: 400, type: 'AccessDeniedException', message: denialMessage(verdict) };
}
