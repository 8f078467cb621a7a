import type { IncomingMessage } from 'node:http';
import { queryCall } from '../caller/query-call.ts';
import type { SessionStore } from '../caller/session-store.ts';
import { watchSts } from '../caller/watch-sts.ts';
import type { StackOperations } from '../emulator-state/stack-operations.ts';
import { mayChange } from '../emulator-state/watch-changes.ts';
import { readBody } from '../http/body.ts';
import type { Watched } from '../http/classify-request.ts';
import { credentialOf } from '../http/credential.ts';
import { type Answer, exchange, type WholeRequest } from '../http/exchange.ts';
import { valuesOf } from '../http/headers.ts';
import type { Desk } from './gateway-context.ts';

const MAX_BODY_BYTES = 8 * 1024 * 1024;
const PATIENCE_MS = 120_000;

export type Watchers = { readonly sessions: SessionStore; readonly stacks: StackOperations };

/**
 * Passes a request on to a service whose outcomes bear on decisions, and draws the conclusions:
 * sessions that are made, readings that are void.
 *
 * @throws BodyTooLargeError, BrokenBodyError, UpstreamError
 */
export async function serveWatched(
  incoming: IncomingMessage,
  service: Watched,
  desk: Desk,
  { sessions, stacks }: Watchers,
  signal: AbortSignal,
): Promise<Answer> {
  const { rawHeaders: headers, method = '', url = '' } = incoming;
  const whole = { method, url, headers, body: await readBody(incoming, MAX_BODY_BYTES) };
  if (service === 'sts') {
    const sourceIp = (incoming.socket.remoteAddress ?? '').replace('::ffff:', '');
    const userAgent = incoming.headers['user-agent'] ?? '';
    return watchSts({ whole, sourceIp, userAgent }, desk, sessions, signal);
  }
  const work = exchange(whole, desk.upstream, PATIENCE_MS, signal);
  if (!mayChange(service, actionOf(whole))) return work;
  desk.changes.during(work);
  const answer = await work;
  if (service === 'cloudformation') await noteStackWork(whole, desk, stacks);
  return answer;
}

function actionOf(whole: WholeRequest): string | undefined {
  const [target] = valuesOf(whole.headers, 'x-amz-target');
  return target === undefined ? queryCall(whole)?.action : target.split('.').at(-1);
}

async function noteStackWork({ headers }: WholeRequest, desk: Desk, stacks: StackOperations) {
  const credential = credentialOf(headers);
  const { account } = await desk.material.identity(credential);
  if (account !== undefined && credential) stacks.begun(account, credential.region);
}
