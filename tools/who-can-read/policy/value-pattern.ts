/** A part of a policy value for the matcher. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  /** `*`; it matches colons only if it crosses. */
  | { readonly kind: 'star'; readonly crossing: boolean }
  /** `?` */
  | { readonly kind: 'any' }
  /** `${key}` or `${key, 'fallback'}` */
  | { readonly kind: 'variable'; readonly key: string; readonly fallback?: string }
  /** An unknown part: any text, including wildcards and colons. */
  | { readonly kind: 'hole'; readonly key: string };

/** A policy value, split once when the policy is parsed. */
export interface ValuePattern {
  /** As written in the policy. */
  readonly source: string;
  readonly tokens: readonly Token[];
  /** Set if the value is plain text, which can be compared directly. */
  readonly literal?: string;
  /** Set if the value is plain text followed by `*`. */
  readonly prefix?: string;
  /** Set for a Resource with a policy variable before its fifth colon, which AWS does not support. */
  readonly variableTooEarly?: boolean;
  /** Set if AWS does not document whether the pattern matches the texts that its tokens match. */
  readonly undocumented?: boolean;
}

/** Returns whether a part of the value is not known. */
export function hasHole({ tokens }: Pick<ValuePattern, 'tokens'>): boolean {
  return tokens.some(({ kind }) => kind === 'hole');
}
