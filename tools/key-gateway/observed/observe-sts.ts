import type { Identity } from '../caller/identity.ts';
import { madeSession, makesSession } from '../caller/made-session.ts';
import { whyNotAssume } from '../caller/may-assume.ts';
import { whyNotAssumeWithToken } from '../caller/may-assume-with-token.ts';
import { type QueryCall, queryCall } from '../caller/query-call.ts';
import { stsAnswer } from '../caller/sts-answer.ts';
import { problemWithSts } from '../caller/sts-request.ts';
import type { GatewayContext } from '../gateway-context.ts';
import { credentialOf, scopesOf } from '../http/credential.ts';
import { exchange, type WholeRequest } from '../http/exchange.ts';
import type { Reply } from '../http/reply.ts';
import { TIMEOUT } from '../timeouts.ts';

/** A request to STS, and where it comes from. */
export type StsRequest = {
  readonly whole: WholeRequest;
  readonly sourceIp: string;
  readonly userAgent: string;
};

/**
 * Forwards a call of STS and records the principal of a session that it creates. The emulator
 * authenticates; the gateway decides whether the caller can assume the role, so that no caller gets
 * credentials that AWS would deny.
 *
 * @throws UpstreamError, IncompleteStateError
 */
export async function observeSts(
  request: StsRequest,
  context: GatewayContext,
  signal: AbortSignal,
): Promise<Reply> {
  const { whole } = request;
  const call = queryCall(whole);
  const problem = call
    ? problemWithSts(whole)
    : 'It does not name an operation, or it names a parameter twice.';
  // Unsigned forms are for other services as well; a session that one of them makes stays unknown.
  const signed = scopesOf(whole.headers, whole.url).length > 0;
  if (problem && signed) return { error: unclear(problem) };
  const answer = await exchange(whole, context.upstream, TIMEOUT.request, signal);
  if (problem || !call || answer.status !== 200 || !makesSession(call)) {
    return { answer };
  }
  const maker = await context.state.identity(credentialOf(whole.headers));
  const why = await whyNot(call, maker, request, context);
  if (why !== undefined) {
    return { error: { status: 403, type: 'AccessDenied', message: why } };
  }
  const session = stsAnswer(answer.body);
  const made =
    session && madeSession({ call, answer: session, maker, issuedAt: issued(context.now()) });
  if (made) context.sessions.add(made);
  return { answer };
}

const unclear = (problem: string) =>
  ({
    status: 400,
    type: 'ValidationError',
    message: `The key gateway cannot read this request in only one way: ${problem}`,
  }) as const;

async function whyNot(
  call: QueryCall,
  maker: Identity,
  { whole, sourceIp, userAgent }: StsRequest,
  context: GatewayContext,
): Promise<string | undefined> {
  const region = credentialOf(whole.headers)?.region ?? '';
  const facts = { at: context.now(), sourceIp, userAgent, region };
  if (call.action !== 'AssumeRole') return whyNotAssumeWithToken(call, facts, context.state);
  if (!maker.known) return maker.why;
  const { issuedAt } = maker;
  const own = issuedAt === undefined ? facts : { ...facts, tokenIssuedAt: issuedAt };
  return whyNotAssume(call, maker, own, context.state);
}

function issued(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, 'Z');
}
