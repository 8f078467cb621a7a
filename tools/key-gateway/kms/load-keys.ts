import type { Caller, ContextInput, KmsKey } from 'who-can-read';
import type { KnownIdentity, UnknownIdentity } from '../caller/identity.ts';
import { callerContext, factsOf } from '../caller/request-context.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import type { KmsOperationRow } from '../operations.ts';
import { findKey } from './find-key.ts';
import { requestedKey } from './requested-key.ts';

/** A known caller with its policies, and the keys that a request names. */
export type LoadedKeys = {
  readonly identity: KnownIdentity;
  readonly caller: Caller;
  readonly conditionContext: ContextInput;
  /** One entry for each key that the operation needs; undefined for a key that does not exist. */
  readonly keys: readonly (KmsKey | undefined)[];
};

/** The keys of an operation on an alias: the alias's present key, the new one, or both. */
const aliasMembers: Readonly<Record<string, readonly ('AliasName' | 'TargetKeyId')[]>> = {
  CreateAlias: ['TargetKeyId'],
  DeleteAlias: ['AliasName'],
  UpdateAlias: ['AliasName', 'TargetKeyId'],
};

/**
 * Loads the caller of a request and the keys that it names.
 *
 * @returns only the identity for a caller that the gateway does not know.
 * @throws IncompleteStateError, and the errors of IAM and KMS.
 */
export async function loadKeys(
  request: ProtectedRequest,
  operation: KmsOperationRow,
  { state, seenAccounts, now }: GatewayContext,
): Promise<LoadedKeys | { readonly identity: UnknownIdentity }> {
  const identity = await state.identity(request.credential);
  if (!identity.known) return { identity };
  const scope = { account: identity.account, region: request.credential.region };
  const everywhere = seenAccounts.all();
  const find = (id: string | undefined, others: readonly string[] = []) =>
    id === undefined ? undefined : findKey(state, scope, id, others);
  const searches = {
    key: () => [find(requestedKey(request.input), everywhere)],
    replica: () => [find(requestedKey(request.input), everywhere)],
    'two-keys': () => [
      find(requestedKey(request.input, 'SourceKeyId'), everywhere),
      find(text(request, 'DestinationKeyId'), everywhere),
    ],
    alias: () => (aliasMembers[operation.name] ?? []).map((member) => find(text(request, member))),
    grant: () => [find(text(request, 'KeyId'))],
    'new-key': () => [],
    none: () => [],
  } as const satisfies Record<KmsOperationRow['target'], () => readonly unknown[]>;
  const [caller, keys] = await Promise.all([
    state.caller(identity),
    Promise.all(searches[operation.target]()),
  ]);
  return {
    ...{ identity, caller, keys },
    conditionContext: callerContext(factsOf(request, identity, now())),
  };
}
