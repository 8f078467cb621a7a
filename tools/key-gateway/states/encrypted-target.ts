import type { KnownIdentity } from '../caller/identity.ts';
import type { Scope } from '../emulator-state/emulator-state.ts';

/** A resource that an operation works on, with its encryption. */
export type EncryptedTarget = {
  readonly kind: 'state-machine' | 'activity';
  /** Plain ARN, as in the encryption context. */
  readonly arn: string;
  /** Left out: no customer managed key. */
  readonly kmsKeyId?: string;
  /** Execution role; left out for activities. */
  readonly roleArn?: string;
  readonly reuseSeconds: number;
};

/** The state that a decision on a request needs. */
export type LoadedTargets = {
  /** The operation needs permission on each of these. */
  readonly targets: readonly EncryptedTarget[];
  /** The operation works on one of these, and only the emulator can tell on which. */
  readonly candidates?: AsyncIterable<EncryptedTarget>;
  /** Left out: the emulator alone decides about an unknown caller, because no key matters. */
  readonly identity?: KnownIdentity;
  readonly scope: Scope;
};

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_EncryptionConfiguration.html */
export const DEFAULT_REUSE_SECONDS = 300;

/** Whether any of the targets has a customer managed key. */
export function isEncrypted(targets: readonly EncryptedTarget[]): boolean {
  return targets.some(({ kmsKeyId }) => kmsKeyId !== undefined);
}
