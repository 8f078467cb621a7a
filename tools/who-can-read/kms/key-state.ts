import type { KeyState } from './kms-key.ts';
import { type KmsOperation, kmsOperations, type StateNeed } from './kms-operations.ts';

/** An error that KMS returns for the state of a key. */
export interface KeyStateError {
  readonly name: 'DisabledException' | 'KMSInvalidStateException';
  /** The text after the ARN of the key in the message. */
  readonly text: string;
}

const errors: Readonly<Record<KeyState, KeyStateError>> = {
  Enabled: { name: 'KMSInvalidStateException', text: 'is not pending deletion' },
  Disabled: { name: 'DisabledException', text: 'is disabled' },
  PendingDeletion: { name: 'KMSInvalidStateException', text: 'is pending deletion' },
  PendingReplicaDeletion: {
    name: 'KMSInvalidStateException',
    text: 'is pending replica deletion',
  },
  PendingImport: { name: 'KMSInvalidStateException', text: 'is pending import' },
  Unavailable: { name: 'KMSInvalidStateException', text: 'is unavailable' },
  Creating: { name: 'KMSInvalidStateException', text: 'is creating' },
  Updating: { name: 'KMSInvalidStateException', text: 'is updating' },
};

const deleting: readonly KeyState[] = ['PendingDeletion', 'PendingReplicaDeletion'];
const unready: readonly KeyState[] = [...deleting, 'PendingImport', 'Creating'];

/** States in which operations fail. */
const failing: Readonly<Record<StateNeed, readonly KeyState[]>> = {
  cryptographic: [...unready, 'Disabled', 'Unavailable'],
  enabled: [...unready, 'Disabled'],
  switch: unready,
  change: [...deleting, 'Creating'],
  restore: ['Enabled', 'Disabled', 'PendingImport', 'Unavailable', 'Creating', 'Updating'],
  look: [],
};

/**
 * Returns the error of an operation on a key in this state; undefined when the state permits it.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export function keyStateError(operation: KmsOperation, state: KeyState): KeyStateError | undefined {
  const { needs } = kmsOperations[operation];
  if (!failing[needs].includes(state)) return undefined;
  if (needs !== 'restore') return errors[state];
  return { name: 'KMSInvalidStateException', text: errors.Enabled.text };
}
