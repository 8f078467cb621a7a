import { callerContext } from '../caller/request-context.ts';
import { answerJson } from '../http/answer-json.ts';
import { type Answer, exchange } from '../http/exchange.ts';
import type { JsonObject } from '../http/strict-json.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import { type GuardedRequest, text } from '../requests/request.ts';
import { factsOf } from '../states/states-call.ts';
import { answerKind } from './answer-kind.ts';
import { callerArn, judgeKms, recordDirect, refusalOf } from './authorize-kms.ts';
import { unknown } from './direct-call.ts';
import { findKey } from './find-key.ts';
import { asRootOf } from './forward-authorized.ts';
import { kmsRequest } from './kms-request.ts';
import { namedKey } from './named-key.ts';
import { otherKey } from './other-key.ts';

const PATIENCE_MS = 30_000;

/**
 * Serves ReEncrypt: ReEncryptFrom on the key it was encrypted under, ReEncryptTo on the other. The
 * emulator authenticates; it is not asked to re-encrypt, which it does not know, but to decrypt
 * and encrypt.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
 *
 * @throws UpstreamError, MaterialError, AmbiguousJsonError
 */
export async function serveReEncrypt(request: GuardedRequest, desk: Desk): Promise<Reply> {
  const identity = await desk.material.identity(request.credential);
  if (!identity.known) return { error: unknown(identity) };
  const scope = { account: identity.account, region: request.credential.region };
  const who = { identity, caller: await desk.material.caller(identity) };
  const context = callerContext(factsOf(request, identity, desk.now()));
  const { input, whole, signal } = request;
  const find = (id = '') => findKey(desk.material, scope, id, desk.accounts.all());
  const [from, to] = await Promise.all([
    find(namedKey(input, 'SourceKeyId')),
    find(text(request, 'DestinationKeyId')),
  ]);
  const answer = await exchange(whole, desk.upstream, PATIENCE_MS, signal);
  if (answerKind(answer, callerArn(who)).kind === 'not-authenticated') return { answer };
  if (!from || !to) return { error: missing };
  const sides = [
    { operation: 'ReEncryptFrom', key: from, member: 'SourceEncryptionContext' },
    { operation: 'ReEncryptTo', key: to, member: 'DestinationEncryptionContext' },
  ] as const;
  const judged = sides.map(({ operation, key, member }) =>
    judgeKms(kmsRequest(operation, input, context, member), who, key),
  );
  const refused = refusalOf(judged);
  recordDirect(request, judged, who, desk, refused);
  if (refused) return { error: refused };
  const asRoot = (keyArn: string, operation: string, members: JsonObject): Promise<Answer> => {
    const body = Buffer.from(JSON.stringify(members));
    return asRootOf(keyArn, { operation, signal, body }, desk);
  };
  const opened = await asRoot(from.arn, 'Decrypt', {
    KeyId: from.arn,
    CiphertextBlob: input['CiphertextBlob'],
    EncryptionContext: input['SourceEncryptionContext'] ?? {},
  });
  if (opened.status >= 400) return { answer: opened };
  const other = otherKey(request, opened, from.arn);
  if (other) return { error: other };
  const closed = await asRoot(to.arn, 'Encrypt', {
    KeyId: to.arn,
    Plaintext: answerJson(opened)['Plaintext'],
    EncryptionContext: input['DestinationEncryptionContext'] ?? {},
  });
  if (closed.status >= 400) return { answer: closed };
  const { CiphertextBlob } = answerJson(closed);
  const body = { CiphertextBlob, SourceKeyId: from.arn, KeyId: to.arn };
  return { answer: closed, body: Buffer.from(JSON.stringify(body)) };
}

const missing = {
  status: 400,
  type: 'NotFoundException',
  message: 'The key gateway knows no such key.',
} as const;
