/**
 * One value of a Principal or NotPrincipal element.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type PrincipalPattern =
  | { readonly kind: 'everyone' }
  /** An account id or the account's root ARN. */
  | { readonly kind: 'account'; readonly account: string; readonly partition?: string }
  | { readonly kind: 'user'; readonly arn: string }
  | { readonly kind: 'role'; readonly arn: string }
  | { readonly kind: 'role-session'; readonly arn: string; readonly account: string }
  | { readonly kind: 'federated-user'; readonly arn: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'every-service' }
  | { readonly kind: 'federated'; readonly provider: string }
  | { readonly kind: 'every-federated' }
  /** AIDA... or AROA...: the user or role has been deleted. Matches nobody. */
  | { readonly kind: 'deleted'; readonly id: string }
  /** A canonical user id of Amazon S3. KMS knows none: matches nobody. */
  | { readonly kind: 'canonical-user'; readonly id: string };
