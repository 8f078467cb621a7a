import { InvalidPolicyError } from '../errors.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyDocument, PolicyKind } from '../policy/policy-document.ts';

/**
 * Returns a policy from the JSON text in a response. Only IAM returns this text URL-encoded.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 * @throws InvalidPolicyError when the text is not a policy.
 */
export function parseDocument(
  text: string | undefined,
  kind: PolicyKind,
  source: string,
): PolicyDocument {
  return parsePolicy(jsonOf(text ?? '', source), kind, source);
}

function jsonOf(text: string, source: string): unknown {
  try {
    return JSON.parse(text.trimStart().startsWith('{') ? text : decodeURIComponent(text));
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidPolicyError(source, '$', `is not JSON: ${problem}`);
  }
}
