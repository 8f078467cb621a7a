/** A piece of a policy value, as the matcher reads it. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  /** `*`; one that does not cross stops at a colon. */
  | { readonly kind: 'star'; readonly crossing: boolean }
  /** `?` */
  | { readonly kind: 'any' }
  /** `${key}` or `${key, 'fallback'}` */
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string }
  /** A part that is not known: any text, wildcards and colons included. */
  | { readonly kind: 'hole'; readonly key: string };

/** A policy value, split once when the policy is parsed. */
export interface ValuePattern {
  /** As written in the policy. */
  readonly source: string;
  readonly tokens: readonly Token[];
  /** Set when the value is plain text: it can be compared as it stands. */
  readonly literal?: string;
  /** Set when the value is plain text and then anything. */
  readonly prefix?: string;
  /** Set for a Resource with a policy variable before its fifth colon, which AWS does not support. */
  readonly variableTooEarly?: boolean;
  /** Set when AWS does not document whether the pattern fits what its tokens fit. */
  readonly undocumented?: boolean;
}

/** Returns whether a part of the value is not known. */
export function hasHole({ tokens }: Pick<ValuePattern, 'tokens'>): boolean {
  return tokens.some(({ kind }) => kind === 'hole');
}
