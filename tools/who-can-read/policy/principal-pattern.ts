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
  /** AIDA... or AROA...: the user or role has been deleted. Matches no principal. */
  | { readonly kind: 'deleted'; readonly id: string }
  /** A canonical user id of Amazon S3. KMS does not support it: matches no principal. */
  | { readonly kind: 'canonical-user'; readonly id: string }
  /** A text with holes under a key of the element; `any` if the key is also unknown. */
  | { readonly kind: 'partial'; readonly type: PrincipalType; readonly text: string };

/** Keys of a Principal element whose values can have holes. */
export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'any';
