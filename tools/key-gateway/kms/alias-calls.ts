import { partitionOf } from 'helpers/partition';
import { decideIdentity, denialMessage } from 'who-can-read';
import { callerContext } from '../caller/request-context.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import { type GuardedRequest, text } from '../requests/request.ts';
import { factsOf } from '../states/states-call.ts';
import { judgeKms } from './authorize-kms.ts';
import { carryOut, operationOf, unknown } from './direct-call.ts';
import { findKey } from './find-key.ts';
import { kmsRequest } from './kms-request.ts';

/** Which keys an operation on an alias is held against: the one it leads to, the one it will. */
const held: Readonly<Record<string, readonly ('AliasName' | 'TargetKeyId')[]>> = {
  CreateAlias: ['TargetKeyId'],
  DeleteAlias: ['AliasName'],
  UpdateAlias: ['AliasName', 'TargetKeyId'],
};

/**
 * Serves an operation on an alias: it takes an identity policy on the alias and permission on
 * every key concerned.
 * https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
 *
 * @throws UpstreamError, MaterialError
 */
export async function serveAlias(request: GuardedRequest, desk: Desk): Promise<Reply> {
  const identity = await desk.material.identity(request.credential);
  if (!identity.known) return { error: unknown(identity) };
  const { account } = identity;
  const { region } = request.credential;
  const who = { identity, caller: await desk.material.caller(identity) };
  const context = callerContext(factsOf(request, identity, desk.now()));
  const onAlias = decideIdentity({
    caller: who.caller,
    action: `kms:${request.operation}`,
    resource: `arn:${partitionOf(region)}:kms:${region}:${account}:${text(request, 'AliasName') ?? ''}`,
    resourceAccount: account,
    context: { 'kms:ViaService': null, 'kms:CallerAccount': account, ...context },
  });
  if (onAlias.outcome !== 'allowed') {
    const message = denialMessage(onAlias);
    return { error: { status: 400, type: 'AccessDeniedException', message } };
  }
  const ids = (held[request.operation] ?? []).flatMap((member) => text(request, member) ?? []);
  const keys = await Promise.all(ids.map((id) => findKey(desk.material, { account, region }, id)));
  const kms = kmsRequest(operationOf(request), {}, context);
  const judged = keys.flatMap((key) => (key ? [judgeKms(kms, who, key)] : []));
  const complete = judged.length === ids.length;
  return carryOut(request, { who, judged: complete ? judged : [] }, desk);
}
