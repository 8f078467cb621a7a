import { holesIn } from '../unknown-text.ts';

/** What makes an answer unknown. */
export type UnknownReason =
  /** The value of a condition key is not known, or cannot be compared. */
  | { readonly kind: 'context-key'; readonly name: string }
  /** A part of a policy, of the principal or of the resource is not known: `<KeyArn>`. */
  | { readonly kind: 'hole'; readonly name: string }
  /** AWS does not document the answer. */
  | { readonly kind: 'not-documented' };

/** Returns a reason for each hole in some texts. */
export function holeReasons(texts: readonly string[]): readonly UnknownReason[] {
  return texts.flatMap(holesIn).map((key) => ({ kind: 'hole', name: `<${key}>` }));
}
