import { type Answer, exchange, type WholeRequest } from '../proxy/exchange.ts';
import type { Desk } from '../serve/desk.ts';
import { credentialOf } from '../wire/credential.ts';
import { madeSession, makesSession } from './made-session.ts';
import { queryCall } from './query-call.ts';
import type { SessionStore } from './session-store.ts';
import { stsAnswer } from './sts-answer.ts';

const PATIENCE_MS = 30_000;

/**
 * Passes a call of STS on and, when it makes a session, notes whose it is.
 *
 * @throws UpstreamError
 */
export async function watchSts(
  whole: WholeRequest,
  desk: Desk,
  sessions: SessionStore,
  signal: AbortSignal,
): Promise<Answer> {
  const call = queryCall(whole.url, whole.headers, whole.body);
  const answer = await exchange(whole, desk.upstream, PATIENCE_MS, signal);
  if (!call || answer.status !== 200 || !makesSession(call)) return answer;
  const session = stsAnswer(answer.body);
  if (session) {
    const maker = await desk.material.identity(credentialOf(whole.headers));
    const made = madeSession({ call, answer: session, maker, issuedAt: issued(desk.now()) });
    if (made) sessions.add(made);
  }
  return answer;
}

function issued(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}
