import type { KeyState } from '../kms/kms-key.ts';
import type { KmsOperation } from '../kms/kms-operations.ts';

/** A change of a key's state. */
export interface StateStep {
  readonly operation: KmsOperation;
  readonly step: string;
  /** The state of the key after it. */
  readonly next: KeyState;
}

const enable: StateStep = {
  operation: 'EnableKey',
  step: 'enables the key (kms:EnableKey)',
  next: 'Enabled',
};
const cancelDeletion: StateStep = {
  operation: 'CancelKeyDeletion',
  step: 'cancels the deletion of the key (kms:CancelKeyDeletion)',
  next: 'Disabled',
};

/** All changes of a key's state that a path can have. */
export const STATE_STEPS: readonly StateStep[] = [enable, cancelDeletion];

/**
 * Returns the state changes that a key needs before it can decrypt, in order. A key is disabled after its
 * deletion is canceled.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-scheduling-key-deletion.html
 */
export function stepsToEnable(state: KeyState): readonly StateStep[] {
  if (state === 'Disabled') return [enable];
  if (state !== 'PendingDeletion' && state !== 'PendingReplicaDeletion') return [];
  return [cancelDeletion, enable];
}
