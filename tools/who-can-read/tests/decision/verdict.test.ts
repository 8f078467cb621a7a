import { describe, expect, it } from '@jest/globals';
import { decideKms, type KmsRequest, kmsError, parsePolicy, type Verdict } from '../../index.ts';

const alice = 'arn:aws:iam::111122223333:user/alice';
const viaService = { StringEquals: { 'kms:ViaService': 'states.us-east-1.amazonaws.com' } };
const statement = { Sid: 'Auditor', Effect: 'Allow', Principal: { AWS: alice }, Action: 'kms:*' };

function key(Condition: object, state: 'Enabled' | 'Disabled' = 'Enabled') {
  const json = { Version: '2012-10-17', Statement: { ...statement, Resource: '*', Condition } };
  const policy = parsePolicy(json, 'key-policy', 'the key policy');
  return { arn: 'arn:aws:kms:us-east-1:111122223333:key/1', state, policy, grants: [] };
}

function decide(Condition: object, request: Partial<KmsRequest> = {}): Verdict {
  return decideKms({
    request: { operation: 'Decrypt', ...request },
    caller: { principal: { kind: 'user', arn: alice }, identityPolicies: [] },
    key: key(Condition),
  });
}

describe('a verdict', () => {
  it('that allows names the deciding statement', () => {
    const verdict = decide(viaService, { viaService: 'states.us-east-1.amazonaws.com' });

    expect(verdict.reason).toBe(
      'The key policy names the principal and allows it (statement "Auditor" of the key policy).',
    );
    expect(verdict.matched).toEqual([
      { source: 'the key policy', sid: 'Auditor', index: 0, effect: 'Allow' },
    ]);
    expect(verdict.failed).toEqual([]);
  });

  it('that denies names the condition, the required value and the value in the request', () => {
    const verdict = decide(viaService, { viaService: 'logs.us-east-1.amazonaws.com' });

    expect(verdict.reason).toBe(
      'The key policy does not allow it; statement "Auditor" of the key policy wants ' +
        'kms:ViaService StringEquals "states.us-east-1.amazonaws.com", and it is "logs.us-east-1.amazonaws.com".',
    );
    expect(verdict.failed).toEqual([
      {
        statement: { source: 'the key policy', sid: 'Auditor', index: 0, effect: 'Allow' },
        operator: 'StringEquals',
        key: 'kms:ViaService',
        wanted: ['states.us-east-1.amazonaws.com'],
        saw: ['logs.us-east-1.amazonaws.com'],
      },
    ]);
  });

  it('that denies names all values that the condition accepts, and all values of the request', () => {
    const wanted = { 'ForAllValues:StringEquals': { 'app:Names': ['a', 'b'] } };
    const verdict = decide(wanted, { context: { 'app:Names': ['a', 'c'] } });

    expect(verdict.reason).toContain(
      'wants app:Names ForAllValues:StringEquals "a" or "b", and it is "a", "c".',
    );
  });

  it('distinguishes an absent value from an unknown one', () => {
    expect(decide(viaService).failed[0]?.saw).toBe('absent');
    expect(decide({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }).failed[0]?.saw).toBe(
      'unknown',
    );
  });

  it('that is unknown names the missing values', () => {
    const Condition = { StringEquals: { 'aws:SourceVpce': 'vpce-1', 'aws:SourceVpc': 'vpc-1' } };

    expect(decide(Condition).reason).toBe(
      'It depends on a condition value that is not known: aws:SourceVpc, aws:SourceVpce.',
    );
  });

  it('without a deciding statement does not cite a statement that fails', () => {
    const root = 'arn:aws:iam::111122223333:root';
    const json = {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' },
        {
          ...{ Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' },
          Condition: viaService,
        },
      ],
    };
    const verdict = decideKms({
      request: { operation: 'Decrypt' },
      caller: {
        principal: { kind: 'root', partition: 'aws', account: '111122223333' },
        identityPolicies: [],
      },
      key: { ...key({}), policy: parsePolicy(json, 'key-policy', 'the key policy') },
    });

    expect(verdict).toMatchObject({
      rule: 'account-root',
      reason: 'The principal is the root user of the account.',
    });
  });

  it('cites a statement without a Sid by its number', () => {
    const { Sid: _, ...unnamed } = { ...statement, Resource: '*' };
    const json = { Version: '2012-10-17', Statement: unnamed };
    const verdict = decideKms({
      request: { operation: 'Decrypt' },
      caller: { principal: { kind: 'user', arn: alice }, identityPolicies: [] },
      key: { ...key({}), policy: parsePolicy(json, 'key-policy', 'the key policy') },
    });

    expect(verdict.reason).toBe(
      'The key policy names the principal and allows it (statement 1 of the key policy).',
    );
    expect(verdict.matched).toStrictEqual([
      { source: 'the key policy', index: 0, effect: 'Allow' },
    ]);
  });

  it('is the same for the same input', () => {
    expect(decide(viaService)).toEqual(decide(viaService));
  });

  it('is converted to the error that KMS returns', () => {
    const denied = decide(viaService);
    const disabled = decideKms({
      request: { operation: 'Decrypt' },
      caller: { principal: { kind: 'user', arn: alice }, identityPolicies: [] },
      key: key({}, 'Disabled'),
    });

    expect(kmsError(denied, 'Decrypt', key({}))?.name).toBe('AccessDeniedException');
    expect(kmsError(disabled, 'Decrypt', key({}, 'Disabled'))).toEqual({
      name: 'DisabledException',
      message: 'arn:aws:kms:us-east-1:111122223333:key/1 is disabled.',
    });
    expect(kmsError(decide({}), 'Decrypt', key({}))).toBeUndefined();
  });
});
