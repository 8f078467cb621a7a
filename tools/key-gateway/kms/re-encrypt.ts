import type { GatewayContext } from '../gateway-context.ts';
import { answerJson } from '../http/answer-json.ts';
import type { Answer } from '../http/exchange.ts';
import type { ProtectedRequest } from '../http/parse-request.ts';
import type { Reply } from '../http/reply.ts';
import type { JsonObject } from '../http/strict-json.ts';
import type { KmsDecision } from './authorize-kms.ts';
import { forwardAsRoot } from './forward-as-root.ts';
import { recordKmsCall } from './record-kms-call.ts';
import { otherKeyError } from './verify-key.ts';

/**
 * Carries out an allowed ReEncrypt as Decrypt and Encrypt, because the emulator does not have it.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ReEncrypt.html
 *
 * @throws UpstreamError, InvalidUpstreamResponseError
 */
export async function reEncrypt(
  request: ProtectedRequest,
  decision: KmsDecision,
  context: GatewayContext,
): Promise<Reply> {
  const [from, to] = decision.keys.map(({ key }) => key.arn);
  if (from === undefined || to === undefined) throw new RangeError('ReEncrypt needs two keys.');
  recordKmsCall(request, decision, context);
  const { input, signal } = request;
  const asRoot = (keyArn: string, operation: string, members: JsonObject): Promise<Answer> => {
    const body = Buffer.from(JSON.stringify({ KeyId: keyArn, ...members }));
    return forwardAsRoot(keyArn, { operation, signal, body }, context);
  };
  const decrypted = await asRoot(from, 'Decrypt', {
    CiphertextBlob: input['CiphertextBlob'],
    EncryptionContext: input['SourceEncryptionContext'] ?? {},
  });
  if (decrypted.status >= 400) return { answer: decrypted };
  const other = otherKeyError(request, decrypted, from);
  if (other) return { error: other };
  const encrypted = await asRoot(to, 'Encrypt', {
    Plaintext: answerJson(decrypted)['Plaintext'],
    EncryptionContext: input['DestinationEncryptionContext'] ?? {},
  });
  if (encrypted.status >= 400) return { answer: encrypted };
  const { CiphertextBlob } = answerJson(encrypted);
  const body = { CiphertextBlob, SourceKeyId: from, KeyId: to };
  return { answer: encrypted, body: Buffer.from(JSON.stringify(body)) };
}
