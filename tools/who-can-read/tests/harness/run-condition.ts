import { decideKms, type Outcome, type Verdict } from '../../index.ts';
import { type Json, record } from './json.ts';
import { readContext, readKey } from './read-key.ts';

const principal = { kind: 'user', arn: 'arn:aws:iam::111122223333:user/alice' } as const;
const base = { Principal: '*', Action: 'kms:*', Resource: '*' };
const holds: Readonly<Record<Outcome, string>> = {
  allowed: 'yes',
  denied: 'no',
  unknown: 'unknown',
};
const hits: Readonly<Record<Outcome, string>> = {
  allowed: 'no',
  denied: 'yes',
  unknown: 'unknown',
};

/**
 * Evaluates a Condition element against a request context, once in the Allow that a principal needs
 * and once in a Deny. Both must give the same result for the condition.
 */
export function runCondition(from: Json): Json {
  const Condition = record(from['condition'], 'condition');
  const context = readContext(from['request'] ?? {});
  const Version = from['version'] ?? '2012-10-17';
  const verdictOf = (Statement: readonly Json[]): Verdict => {
    const key = readKey({}, { Version, Statement }, []);
    const caller = { principal, identityPolicies: [] };
    return decideKms({ request: { operation: 'Decrypt', context }, caller, key });
  };
  const allow = verdictOf([{ ...base, Effect: 'Allow', Condition }]);
  const deny = verdictOf([
    { ...base, Effect: 'Allow' },
    { ...base, Effect: 'Deny', Condition },
  ]);
  return { holds: holds[allow.outcome], inDeny: hits[deny.outcome], rule: allow.rule };
}
