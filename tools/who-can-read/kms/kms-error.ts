import { denialMessage } from '../decision/denial-message.ts';
import type { Verdict } from '../decision/verdict.ts';
import { keyStateError } from './key-state.ts';
import type { KmsKey } from './kms-key.ts';
import type { KmsOperation } from './kms-operations.ts';

/** An error that KMS returns. */
export interface KmsError {
  readonly name: 'AccessDeniedException' | 'DisabledException' | 'KMSInvalidStateException';
  readonly message: string;
}

/**
 * Returns the error for a verdict that is not `allowed`; undefined for one that is.
 * https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
 * @param verdict the result of decideKms for this operation and key.
 */
export function kmsError(
  verdict: Verdict,
  operation: KmsOperation,
  key: KmsKey,
): KmsError | undefined {
  if (verdict.outcome === 'allowed') return undefined;
  const state = verdict.rule === 'key-state' ? keyStateError(operation, key.state) : undefined;
  if (state) return { name: state.name, message: `${key.arn} ${state.text}.` };
  return { name: 'AccessDeniedException', message: denialMessage(verdict) };
}
