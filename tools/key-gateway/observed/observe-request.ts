import type { IncomingMessage } from 'node:http';
import { queryCall } from '../caller/query-call.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { REQUEST_BODIES, readBody } from '../http/body.ts';
import type { ObservedService } from '../http/classify-request.ts';
import { credentialOf, scopesOf } from '../http/credential.ts';
import { exchange, type WholeRequest } from '../http/exchange.ts';
import { valuesOf } from '../http/headers.ts';
import { senderOf } from '../http/parse-request.ts';
import type { Reply } from '../http/reply.ts';
import { TIMEOUT } from '../timeouts.ts';
import { observeSts } from './observe-sts.ts';

const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Unsigned are only the sign-in operations of STS: a token of some kilobytes. */
const MAX_UNSIGNED_BYTES = 256 * 1024;

/** Names of operations that change nothing, in every observed service. */
const READS = /^(Get|List|Describe|Simulate|Validate|Estimate|Lookup|BatchGet|Generate|Search)/;

/**
 * Forwards a request to a service whose answers can change later decisions, and records their
 * effects: new sessions, changed policies, work of CloudFormation.
 *
 * @throws BodyTooLargeError, BrokenBodyError, UpstreamError, IncompleteStateError
 */
export async function observeRequest(
  incoming: IncomingMessage,
  service: ObservedService,
  context: GatewayContext,
  signal: AbortSignal,
): Promise<Reply> {
  const { rawHeaders: headers, method = '', url = '' } = incoming;
  const isSigned = scopesOf(headers, url).length > 0;
  const limit = isSigned ? MAX_BODY_BYTES : MAX_UNSIGNED_BYTES;
  const body = await readBody(incoming, { limit, ...REQUEST_BODIES });
  const whole = { method, url, headers, body };
  if (service === 'sts') {
    return observeSts({ whole, ...senderOf(incoming) }, context, signal);
  }
  const action = actionOf(whole);
  // An action that cannot be read counts as a change.
  const isRead = action !== undefined && READS.test(action);
  const isStackChange = service === 'cloudformation' && !isRead;
  if (isStackChange) await aroundStacks(whole, context, 'noteEarlier');
  const work = exchange(whole, context.upstream, TIMEOUT.observedRequest, signal);
  if (isRead) return { answer: await work };
  context.changes.invalidateWhile(work);
  const answer = await work;
  if (isStackChange) await aroundStacks(whole, context, 'begun');
  return { answer };
}

function actionOf(whole: WholeRequest): string | undefined {
  const [target] = valuesOf(whole.headers, 'x-amz-target');
  return target === undefined ? queryCall(whole)?.action : target.split('.').at(-1);
}

/** CloudFormation goes on working after its answer. */
async function aroundStacks(
  { headers }: WholeRequest,
  { state, stacks }: GatewayContext,
  step: 'noteEarlier' | 'begun',
): Promise<void> {
  const credential = credentialOf(headers);
  const { account } = await state.identity(credential);
  if (account !== undefined && credential) await stacks[step](account, credential.region);
}
