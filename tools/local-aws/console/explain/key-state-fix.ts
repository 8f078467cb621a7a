import type { KeyState, KmsKey } from 'who-can-read';
import type { SuggestedFix } from '../contract.ts';

const words: Partial<Record<KeyState, string>> = {
  Disabled: 'Enable the key, as a principal that can call kms:EnableKey.',
  PendingDeletion:
    'Cancel the deletion, as a principal that can call kms:CancelKeyDeletion. Then enable the key.',
  PendingImport: 'Import the key material.',
};

/**
 * Returns what makes a key usable again.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export function keyStateFix({ state }: KmsKey): SuggestedFix | undefined {
  const text = words[state];
  return text === undefined ? undefined : { text };
}
