import { describe, expect, it } from '@jest/globals';
import { denialMessage, type RuleId, type Verdict } from '../../index.ts';

function verdict(rule: RuleId, outcome: Verdict['outcome'] = 'denied'): Verdict {
  return {
    ...{ outcome, rule, reason: 'Why.', principal: 'arn:aws:iam::111122223333:user/alice' },
    ...{ action: 'kms:Decrypt', resource: 'KEY', matched: [], failed: [], unknown: [] },
  };
}

const head =
  'User: arn:aws:iam::111122223333:user/alice is not authorized to perform: kms:Decrypt on resource: KEY ';

describe('the text of a denial', () => {
  it.each<[RuleId, string]>([
    ['no-resource-policy', 'because no resource-based policy allows the kms:Decrypt action'],
    // A key of another account, and a missing grant, have the text of the key policy.
    ['not-across-accounts', 'because no resource-based policy allows the kms:Decrypt action'],
    ['no-grant', 'because no resource-based policy allows the kms:Decrypt action'],
    ['no-identity-policy', 'because no identity-based policy allows the kms:Decrypt action'],
    ['no-permissions-boundary', 'because no permissions boundary allows the kms:Decrypt action'],
    ['no-session-policy', 'because no session policy allows the kms:Decrypt action'],
    [
      'no-service-control-policy',
      'because no service control policy allows the kms:Decrypt action',
    ],
    ['explicit-deny-resource-policy', 'with an explicit deny in a resource-based policy'],
    ['explicit-deny-identity-policy', 'with an explicit deny in an identity-based policy'],
    ['explicit-deny-permissions-boundary', 'with an explicit deny in a permissions boundary'],
    ['explicit-deny-session-policy', 'with an explicit deny in a session policy'],
    ['explicit-deny-service-control-policy', 'with an explicit deny in a service control policy'],
    ['explicit-deny-resource-control-policy', 'with an explicit deny in a resource control policy'],
  ])('for %s is the text of AWS', (rule, tail) => {
    expect(denialMessage(verdict(rule))).toBe(head + tail);
  });

  it('says that the decision is unknown if it could not be decided', () => {
    expect(denialMessage(verdict('unknown-condition-value', 'unknown'))).toBe(
      `${head}because this could not be decided: Why.`,
    );
  });
});
