import { credentialOf, scopesOf } from '../http/credential.ts';
import { type Answer, exchange, type WholeRequest } from '../http/exchange.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Identity } from './identity.ts';
import { madeSession, makesSession } from './made-session.ts';
import { whyNotAssume } from './may-assume.ts';
import { type QueryCall, queryCall } from './query-call.ts';
import type { SessionStore } from './session-store.ts';
import { stsAnswer } from './sts-answer.ts';
import { stsError } from './sts-error.ts';
import { isInJson, problemWithSts } from './sts-request.ts';

const PATIENCE_MS = 30_000;

/** A request to STS, and where it comes from. */
export type StsRequest = {
  readonly whole: WholeRequest;
  readonly sourceIp: string;
  readonly userAgent: string;
};

/**
 * Passes a call of STS on and, when it makes a session, notes whose it is. The emulator
 * authenticates; whether the caller may have a role's session is decided here, and nobody gets the
 * credentials of one that AWS would refuse.
 *
 * @throws UpstreamError, MaterialError
 */
export async function watchSts(
  request: StsRequest,
  desk: Desk,
  sessions: SessionStore,
  signal: AbortSignal,
): Promise<Answer> {
  const { whole } = request;
  const json = isInJson(whole.headers);
  const call = queryCall(whole);
  const problem = call ? problemWithSts(whole) : 'It names no operation, or a parameter twice.';
  // Unsigned forms are for other services as well; whoever gets a session by one remains unknown.
  const signed = scopesOf(whole.headers, whole.url).length > 0;
  if (problem && signed) return stsError(unclear(problem), json);
  const answer = await exchange(whole, desk.upstream, PATIENCE_MS, signal);
  if (problem || !call || answer.status !== 200 || !makesSession(call)) return answer;
  const maker = await desk.material.identity(credentialOf(whole.headers));
  const why = call.action === 'AssumeRole' ? await whyNot(call, maker, request, desk) : undefined;
  if (why !== undefined) {
    return stsError({ status: 403, code: 'AccessDenied', message: why }, json);
  }
  const session = stsAnswer(answer.body);
  const made =
    session && madeSession({ call, answer: session, maker, issuedAt: issued(desk.now()) });
  if (made) sessions.add(made);
  return answer;
}

const unclear = (problem: string) =>
  ({
    status: 400,
    code: 'ValidationError',
    message: `The key gateway cannot tell for certain what this request asks for: ${problem}`,
  }) as const;

async function whyNot(
  call: QueryCall,
  maker: Identity,
  { whole, sourceIp, userAgent }: StsRequest,
  desk: Desk,
): Promise<string | undefined> {
  if (!maker.known) return maker.why;
  const facts = {
    at: desk.now(),
    ...{ sourceIp, userAgent },
    region: credentialOf(whole.headers)?.region ?? '',
    ...(maker.issuedAt === undefined ? {} : { tokenIssuedAt: maker.issuedAt }),
  };
  return whyNotAssume(call, maker, facts, desk.material);
}

function issued(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}
