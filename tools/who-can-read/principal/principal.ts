/** Tags of a principal by tag key; leave out when they are not known. */
export type Tags = Readonly<Record<string, string>>;

/** The root user of an account. */
export interface RootUser {
  readonly kind: 'root';
  readonly partition: string;
  readonly account: string;
}

/** An IAM user. */
export interface User {
  readonly kind: 'user';
  /** `arn:PARTITION:iam::ACCOUNT:user/PATH/NAME` */
  readonly arn: string;
  /** AIDA..., when known. */
  readonly userId?: string;
  readonly tags?: Tags;
  /** Whether the user can have more, unknown tags than `tags` (default: no). */
  readonly moreTags?: boolean;
}

/** A session of an IAM role; without `sessionName` it stands for any session of that role. */
export interface Role {
  readonly kind: 'role';
  /** `arn:PARTITION:iam::ACCOUNT:role/PATH/NAME` */
  readonly arn: string;
  readonly sessionName?: string;
  /** AROA..., when known. */
  readonly roleId?: string;
  /** The role's tags and the session's tags together. */
  readonly tags?: Tags;
  /** Whether the role or session can have more, unknown tags than `tags` (default: no). */
  readonly moreTags?: boolean;
  /** The identity provider of the session: `accounts.google.com`; null: none. */
  readonly federatedProvider?: string | null;
  /** Source identity of the session; null: it has none. */
  readonly sourceIdentity?: string | null;
}

/** A session of GetFederationToken, made by an IAM user. */
export interface FederatedUser {
  readonly kind: 'federated-user';
  /** ARN of the IAM user whose keys made the session. */
  readonly userArn: string;
  readonly name: string;
  readonly tags?: Tags;
  /** Whether the session can have more, unknown tags than `tags` (default: no). */
  readonly moreTags?: boolean;
}

/** An identity of an identity provider, before it assumes a role. */
export interface Federated {
  readonly kind: 'federated';
  /** `accounts.google.com`, or the ARN of an OIDC or SAML provider. */
  readonly provider: string;
  /** The known values of its token, by condition key. Other values are unknown. */
  readonly claims?: Readonly<Record<string, string | readonly string[]>>;
}

/** An AWS service that makes the request as a service principal. */
export interface ServicePrincipal {
  readonly kind: 'service';
  /** `delivery.logs.amazonaws.com` */
  readonly name: string;
  /** The account and resource the service acts for; leave out when not known, null when none. */
  readonly sourceAccount?: string | null;
  readonly sourceArn?: string | null;
}

/** A request without credentials. */
export interface Anonymous {
  readonly kind: 'anonymous';
}

/**
 * The principal that makes a request.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Principal =
  | RootUser
  | User
  | Role
  | FederatedUser
  | Federated
  | ServicePrincipal
  | Anonymous;
