import type { KeyState, KmsKey } from 'who-can-read';
import type { SuggestedFix } from '../contract.ts';

const words: Partial<Record<KeyState, string>> = {
  Disabled: 'Somebody who may call kms:EnableKey would have to enable the key.',
  PendingDeletion:
    'Somebody who may call kms:CancelKeyDeletion would have to cancel the deletion, and then enable the key.',
  PendingImport: 'The key material would have to be imported.',
};

/**
 * What brings a key back into use.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export function keyStateFix({ state }: KmsKey): SuggestedFix | undefined {
  const text = words[state];
  return text === undefined ? undefined : { text };
}
