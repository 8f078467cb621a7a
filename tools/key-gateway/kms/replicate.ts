import { decideIdentity, denialMessage } from 'who-can-read';
import { callerContext } from '../caller/request-context.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import { type GuardedRequest, text } from '../requests/request.ts';
import { factsOf } from '../states/states-call.ts';
import { serveChange, unknown } from './direct-call.ts';

/**
 * Serves ReplicateKey: it takes permission on the primary key, and kms:CreateKey by an identity policy
 * in the Region of the replica, which gets a key policy of its own.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html
 *
 * @throws UpstreamError, MaterialError
 */
export async function serveReplicate(request: GuardedRequest, desk: Desk): Promise<Reply> {
  const identity = await desk.material.identity(request.credential);
  if (!identity.known) return { error: unknown(identity) };
  const { account } = identity;
  const created = decideIdentity({
    caller: await desk.material.caller(identity),
    action: 'kms:CreateKey',
    resource: '*',
    resourceAccount: account,
    context: {
      'kms:ViaService': null,
      'kms:CallerAccount': account,
      ...callerContext(factsOf(request, identity, desk.now())),
      'aws:RequestedRegion': text(request, 'ReplicaRegion') ?? '',
    },
  });
  if (created.outcome === 'allowed') return serveChange(request, desk);
  const message = denialMessage(created);
  return { error: { status: 400, type: 'AccessDeniedException', message } };
}
