import type { DeclaredStateMachine } from '../emulator-state/declared-state-machine.ts';
import type { EncryptionRecord, StackNote } from '../emulator-state/encryption-records.ts';

/** The configuration that the state machine got last; `either`: the gateway cannot know. */
export type Newest = 'record' | 'declaration' | 'either';

/**
 * Compares the gateway's last record of a state machine with the template of its stack. The API and
 * CloudFormation can both change the encryption of a state machine, in any order.
 *
 * @param createdAt creation of the present state machine; undefined: the emulator does not say.
 */
export function newest(
  record: EncryptionRecord,
  declared: DeclaredStateMachine | undefined,
  createdAt: number | undefined,
): Newest {
  if (!declared) return 'record';
  if (!isApplied(declared)) return 'either';
  // The gateway records each state machine that the API creates, so the stack created this one.
  if (record.deleted || isOther(record, createdAt)) return 'declaration';
  const { stack, pending } = record;
  if (stack === undefined || stack === 'none' || pending) return 'either';
  if (declared.state !== undefined && declared.state === stack.state) return 'record';
  // CloudFormation changes a state machine only when the template changes it.
  return declared.kmsKeyId === stack.kmsKeyId ? 'either' : 'declaration';
}

/** Whether a record is about an earlier state machine of the same name. */
export function isOther(
  { createdAt: known }: EncryptionRecord,
  createdAt: number | undefined,
): boolean {
  return known !== undefined && createdAt !== undefined && known !== createdAt;
}

/**
 * Whether CloudFormation has applied the template for certain: not while it works, and not after a
 * rollback, a failure or an import, which changes no resource.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
export function isApplied({ status }: DeclaredStateMachine): boolean {
  return /^(CREATE_COMPLETE|UPDATE_COMPLETE|UPDATE_COMPLETE_CLEANUP_IN_PROGRESS)$/.test(status);
}

/** Whether an earlier template of the stack can apply. After a rollback, AWS shows that template. */
export function hasOpenUpdate({ status }: DeclaredStateMachine): boolean {
  return /^UPDATE_(ROLLBACK_)?(IN_PROGRESS|FAILED)$/.test(status);
}

/**
 * Returns the declaration to keep with a record, for a later comparison.
 *
 * @returns undefined while the template can still be applied: it is then not known whether the
 *   record or the template comes last.
 */
export function stackNote(
  declared: DeclaredStateMachine | undefined,
): StackNote | 'none' | undefined {
  if (!declared) return 'none';
  const { state, kmsKeyId } = declared;
  if (!isApplied(declared) || state === undefined) return undefined;
  return { state, ...(kmsKeyId === undefined ? {} : { kmsKeyId }) };
}

/** Whether the emulator stores the keys that stacks give to state machines. */
export type StackKeys = { areStored(): boolean; seenStored(): void };

/** Not known to be stored, until a state machine shows the key that only its stack gave it. */
export function stackKeys(): StackKeys {
  let stored = false;
  return {
    areStored: () => stored,
    seenStored: () => {
      stored = true;
    },
  };
}
