import type { KmsOperation } from 'who-can-read';
import type { KnownIdentity } from '../caller/identity.ts';

/** Who made a call to KMS. */
export type Actor =
  | {
      readonly kind: 'caller';
      readonly identity: KnownIdentity;
      readonly arn: string;
      readonly id?: string;
    }
  | {
      readonly kind: 'role';
      readonly roleArn: string;
      readonly roleId?: string;
      readonly sessionName: string;
    }
  | { readonly kind: 'service'; readonly name: string };

/** A call to KMS that AWS would write to CloudTrail. */
export type RecordedCall = {
  readonly actor: Actor;
  readonly operation: KmsOperation | 'ReEncrypt';
  readonly keyArn: string;
  readonly encryptionContext?: Readonly<Record<string, string>>;
  /** The service that called for the actor: `states.amazonaws.com`. Left out: a direct call. */
  readonly invokedBy?: string;
  /**
   * Value of `kms:ViaService` that the request carries, which decides conditions on it. A service that
   * calls with a role of its own sends none, although it is in `invokedBy`.
   * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
   */
  readonly viaService?: string;
  /** Of a direct call. */
  readonly sourceIp?: string;
  readonly userAgent?: string;
  /** Members of the request beside key and context, such as `keySpec`. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: string; readonly message: string };
  /** Why it was allowed or denied, in a sentence; only in the gateway's own events. */
  readonly reason: string;
};

/** Takes calls in the order in which they are made. */
export type Recorder = (call: RecordedCall) => void;
