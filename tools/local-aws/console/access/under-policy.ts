import { knowledge, parsePolicy, type StackFacts, unreadOf, upperBound } from 'who-can-read';
import { BadRequestError } from '../errors.ts';

/**
 * The same account with another policy on the key of the workflow.
 *
 * @throws BadRequestError for a text that is no JSON, InvalidPolicyError for one that is no key
 * policy, and where there is no key that could have one.
 */
export function underPolicy(facts: StackFacts, text: string): StackFacts {
  const { key } = facts;
  if (!key) throw new BadRequestError('The workflow lies under a key of AWS, which has no policy.');
  const policy = parsePolicy(parseText(text), 'key-policy', 'key policy');
  return { ...facts, key: knowledge({ ...upperBound(key), policy }, unreadOf(key)) };
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : 'it cannot be read';
    throw new BadRequestError(`The policy is no JSON: ${problem}`);
  }
}
