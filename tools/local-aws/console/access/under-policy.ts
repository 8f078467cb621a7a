import { knowledge, parsePolicy, type StackFacts, unreadOf, upperBound } from 'who-can-read';
import { BadRequestError } from '../errors.ts';

/**
 * Returns the same facts with another policy on the key of the workflow.
 *
 * @throws BadRequestError for a text that is not JSON, and where there is no customer managed key;
 * InvalidPolicyError for JSON that is not a key policy.
 */
export function underPolicy(facts: StackFacts, text: string): StackFacts {
  const { key } = facts;
  if (!key)
    throw new BadRequestError(
      'The workflow is encrypted with an AWS owned key, which has no policy that you can edit.',
    );
  const policy = parsePolicy(parseText(text), 'key-policy', 'key policy');
  return { ...facts, key: knowledge({ ...upperBound(key), policy }, unreadOf(key)) };
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : 'it cannot be read';
    throw new BadRequestError(`The policy is not valid JSON: ${problem}`);
  }
}
