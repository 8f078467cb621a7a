import { parseArn } from 'who-can-read';
import type { GatewayContext } from '../gateway-context.ts';
import type { AwsError } from '../http/aws-error.ts';
import type { Answer } from '../http/exchange.ts';
import type { ProtectedRequest } from '../http/parse-request.ts';
import type { Reply } from '../http/reply.ts';
import type { KmsOperationRow } from '../operations.ts';
import { answerKind } from './answer-kind.ts';
import type { KmsDecision } from './authorize-kms.ts';
import { forwardAsRoot } from './forward-as-root.ts';
import { reEncrypt } from './re-encrypt.ts';
import { recordKmsCall } from './record-kms-call.ts';
import { otherKeyError } from './verify-key.ts';

/**
 * Returns what the client gets, from the decision and the emulator's answer. A request that the
 * decision allows and the emulator denies is repeated as the root user of the key's account.
 *
 * @throws UpstreamError, InvalidUpstreamResponseError
 */
export async function resolveAnswer(
  request: ProtectedRequest,
  operation: KmsOperationRow,
  decision: KmsDecision,
  answer: Answer,
  context: GatewayContext,
): Promise<Reply> {
  const said = answerKind(answer, decision.callerArn);
  if (said.kind === 'not-authenticated') return { answer };
  const [first] = decision.keys;
  if (!first) {
    if (operation.target === 'two-keys' && decision.error) return { error: decision.error };
    // The emulator used a key that the gateway could not find.
    return said.kind === 'done' ? { error: unknownKey } : { answer };
  }
  if (decision.error) {
    recordKmsCall(request, decision, context, decision.error);
    return { error: decision.error };
  }
  if (operation.target === 'two-keys') return reEncrypt(request, decision, context);
  const isForeign = parseArn(first.key.arn).account !== decision.who.identity.account;
  // The emulator looks for keys in the caller's account only.
  const again = said.kind === 'denied' || (isForeign && said.kind === 'failed');
  const { operation: name, signal, whole } = request;
  const asRoot = { operation: name, signal, body: whole.body, changes: operation.changes === true };
  const final = again ? await forwardAsRoot(first.key.arn, asRoot, context) : answer;
  const outcome = again ? answerKind(final, '') : said;
  const other = outcome.kind === 'done' ? otherKeyError(request, final, first.key.arn) : undefined;
  const failed = outcome.kind === 'failed' ? outcome : undefined;
  recordKmsCall(request, decision, context, other ?? failed);
  return other ? { error: other } : { answer: final };
}

const unknownKey: AwsError = {
  status: 400,
  type: 'AccessDeniedException',
  message: 'The key gateway cannot determine which key this request uses, and so denies it.',
};
