import type { ContextInput } from '../context/request-context.ts';
import type { GrantConstraints } from './grant.ts';
import type { KmsOperation } from './kms-operations.ts';

/** The grant that a CreateGrant request creates. */
export interface GrantRequest {
  readonly granteePrincipal?: string;
  readonly retiringPrincipal?: string;
  /** An AWS service in place of the grantee principal: `rds.amazonaws.com`. */
  readonly granteeServicePrincipal?: string;
  /** An AWS service in place of the retiring principal. */
  readonly retiringServicePrincipal?: string;
  readonly operations?: readonly string[];
  readonly constraints?: GrantConstraints;
  /** True if an AWS service creates the grant for its own resource. */
  readonly forAwsResource?: boolean;
}

/** A call on one key. */
export interface KmsRequest {
  readonly operation: KmsOperation;
  readonly encryptionContext?: Readonly<Record<string, string>>;
  /** `states.us-east-1.amazonaws.com` when a service calls for the principal; left out: direct. */
  readonly viaService?: string;
  /** `alias/NAME` when the request names the key by an alias. */
  readonly alias?: string;
  /** For CreateGrant. */
  readonly grant?: GrantRequest;
  /** For RetireGrant: the grant to retire. */
  readonly grantId?: string;
  /** Values that do not follow from the request (`aws:CurrentTime`, `aws:SourceIp`); null: absent. */
  readonly context?: ContextInput;
  /**
   * Unknown condition keys in lower case, whose values the caller chooses. A prefix
   * (`kms:encryptioncontext:`) stands for all of its keys that are not listed.
   */
  readonly unknownKeys?: readonly string[];
}
