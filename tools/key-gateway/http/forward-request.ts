import type { GatewayContext } from '../gateway-context.ts';
import { type Answer, exchange } from './exchange.ts';
import type { ProtectedRequest } from './parse-request.ts';

/**
 * Forwards a request to the emulator as it came. While an operation that can change later decisions
 * is under way, nothing that is read of the emulator is kept.
 *
 * @throws UpstreamError
 */
export function forwardRequest(
  { whole, signal }: ProtectedRequest,
  { timeout, changes }: { readonly timeout: number; readonly changes?: true },
  context: Pick<GatewayContext, 'upstream' | 'changes'>,
): Promise<Answer> {
  const answer = exchange(whole, context.upstream, timeout, signal);
  if (changes) context.changes.invalidateWhile(answer);
  return answer;
}
