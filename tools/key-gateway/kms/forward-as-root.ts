import { parseArn } from 'who-can-read';
import type { GatewayContext } from '../gateway-context.ts';
import { type Answer, exchange, type WholeRequest } from '../http/exchange.ts';
import type { ProtectedRequest } from '../http/parse-request.ts';
import { TIMEOUT } from '../timeouts.ts';

/**
 * Sends a request that the gateway allows and that the emulator would deny: the emulator does not
 * set `kms:...` condition keys and does not support calls across accounts. The request has the same
 * operation and body, as the root user of the account that owns the key. In the emulator, an access
 * key of twelve digits is that user, and its signature is not checked.
 *
 * @throws UpstreamError
 */
export function forwardAsRoot(
  keyArn: string,
  request: Pick<ProtectedRequest, 'operation' | 'signal'> & {
    readonly body: Buffer;
    /** It can change later decisions. */
    readonly changes?: boolean;
  },
  { upstream, now, changes }: GatewayContext,
): Promise<Answer> {
  const { account, region } = parseArn(keyArn);
  const stamp = now()
    .toISOString()
    .replace(/[-:]|\.\d+/g, '');
  const scope = `${account}/${stamp.slice(0, 8)}/${region}/kms/aws4_request`;
  const signed = 'SignedHeaders=host;x-amz-date;x-amz-target';
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, ${signed}, Signature=${'0'.repeat(64)}`;
  const whole: WholeRequest = {
    method: 'POST',
    url: '/',
    headers: [
      ...['Host', upstream.url.host],
      ...['Content-Type', 'application/x-amz-json-1.1'],
      ...['X-Amz-Target', `TrentService.${request.operation}`],
      ...['X-Amz-Date', stamp],
      ...['Authorization', authorization],
      ...['Content-Length', String(request.body.length)],
    ],
    body: request.body,
  };
  const answer = exchange(whole, upstream, TIMEOUT.request, request.signal);
  if (request.changes) changes.invalidateWhile(answer);
  return answer;
}
