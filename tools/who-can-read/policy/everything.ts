import { parsePolicy } from './parse-policy.ts';
import type { PolicyDocument } from './policy-document.ts';

/** Statements of an identity or session policy that allow everything. */
export const everything = [{ Effect: 'Allow', Action: '*', Resource: '*' }] as const;

/**
 * Returns the most permissive policy that a principal can have: it allows everything.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @param source name of the policy as verdicts show it.
 */
export function everythingPolicy(
  kind: 'identity-policy' | 'session-policy',
  source: string,
): PolicyDocument {
  return parsePolicy({ Version: '2012-10-17', Statement: everything }, kind, source);
}
