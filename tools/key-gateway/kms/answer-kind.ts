import type { Answer } from '../http/exchange.ts';
import { parseStrictJson } from '../http/strict-json.ts';

/** The kinds of the emulator's answer to a KMS request. */
export type AnswerKind =
  | { readonly kind: 'done' }
  /** It did not authenticate the caller: signature, token, access key. */
  | { readonly kind: 'not-authenticated' }
  /** It authenticated the caller, and its own policy evaluation denies. */
  | { readonly kind: 'denied'; readonly message: string }
  /** Any other answer of KMS, such as NotFoundException. */
  | { readonly kind: 'failed'; readonly type: string; readonly message: string };

const AUTHENTICATION =
  /^(UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|UnsupportedSignature|IncompleteSignature|MissingAuthentication|InvalidClientTokenId|ExpiredToken|InvalidToken|RequestExpired|InvalidAccessKeyId|NotAuthorized|OptInRequired)/;

/**
 * Sorts an answer.
 *
 * @param caller ARN of the caller: a denial counts as one of the policies only when it names the caller.
 */
export function answerKind({ status, body }: Answer, caller: string): AnswerKind {
  if (status < 400) return { kind: 'done' };
  const { type, message } = errorIn(body);
  if (AUTHENTICATION.test(type)) return { kind: 'not-authenticated' };
  if (!type.startsWith('AccessDenied')) return { kind: 'failed', type, message };
  const named = message.startsWith(`User: ${caller} is not authorized`);
  return named ? { kind: 'denied', message } : { kind: 'not-authenticated' };
}

function errorIn(body: Buffer): { type: string; message: string } {
  try {
    const { __type: type, message, Message } = parseStrictJson(body);
    const name =
      String(type ?? '')
        .split('#')
        .at(-1) ?? '';
    return { type: name, message: String(message ?? Message ?? '') };
  } catch {
    return { type: '', message: '' };
  }
}
