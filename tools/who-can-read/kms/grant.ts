/** https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html */
export interface GrantConstraints {
  readonly encryptionContextEquals?: Readonly<Record<string, string>>;
  readonly encryptionContextSubset?: Readonly<Record<string, string>>;
  /** The resource on whose behalf a service must act. */
  readonly sourceArn?: string;
}

/** A grant as ListGrants shows it. */
export interface Grant {
  readonly id: string;
  /** ARN of an account root, user, role or session, or the name of a service. */
  readonly granteePrincipal: string;
  readonly retiringPrincipal?: string;
  /** Without the `kms:` prefix: `Decrypt`, `ReEncryptFrom`. */
  readonly operations: readonly string[];
  /** Account in which the grant was made; left out: that of the key. */
  readonly issuingAccount?: string;
  readonly constraints?: GrantConstraints;
}
