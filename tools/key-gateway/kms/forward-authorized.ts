import { parseArn } from 'who-can-read';
import { type Answer, exchange, type WholeRequest } from '../http/exchange.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { GuardedRequest } from '../requests/request.ts';

const PATIENCE_MS = 30_000;

/**
 * Has the emulator carry out a request that the gateway has allowed and that the emulator would
 * refuse, since it fills no `kms:...` condition keys and knows no calls across accounts: the same
 * operation and body, in the name of the root user of the account that owns the key. The emulator
 * takes twelve digits for that user and checks no signature of it.
 *
 * @throws UpstreamError
 */
export function asRootOf(
  keyArn: string,
  request: Pick<GuardedRequest, 'operation' | 'signal'> & { body: Buffer },
  { upstream, now }: Desk,
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
  return exchange(whole, upstream, PATIENCE_MS, request.signal);
}
