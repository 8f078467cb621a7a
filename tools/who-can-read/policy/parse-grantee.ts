import { InvalidPolicyError } from '../errors.ts';
import { parseAwsPrincipal } from './parse-aws-principal.ts';
import type { PrincipalPattern } from './principal-pattern.ts';

/**
 * Returns the principal of a grant from an ARN or the name of a service; undefined for any other text,
 * which does not name a principal.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html
 */
export function parseGrantee(text: string): PrincipalPattern | undefined {
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(text)) return { kind: 'service', name: text };
  if (text === '*') return undefined;
  try {
    return parseAwsPrincipal(text, { source: 'grant', path: '$.GranteePrincipal' });
  } catch (error) {
    if (error instanceof InvalidPolicyError) return undefined;
    throw error;
  }
}
