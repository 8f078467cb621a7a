import { describe, expect, it } from '@jest/globals';
import { allowAll } from '../../account/allow-all.ts';
import { knowledge, type PartialKnowledge, upperBound } from '../../account/partial-knowledge.ts';
import { findEscalationPaths } from '../../escalation/escalation.ts';
import { parsePolicy } from '../../index.ts';
import { evaluateReadPath } from '../../read-paths/read-paths.ts';
import type { AccessModel } from '../../report/access-model.ts';
import { accountOf, arnOf } from '../escalation/account.ts';

const IN_IRELAND = 'arn:aws:kms:eu-west-1:123456789012:key/mrk-1';
const RITA = arnOf('user/rita');

/**
 * Rita has this identity policy. The workflow's key has a replica whose policy allows the account
 * everything.
 */
function given(actions: readonly string[], replica: object = {}, unread = false): AccessModel {
  const base = accountOf({
    identities: { 'user/rita': { allows: actions } },
    // A replica can allow an action that the primary key denies.
    keyStatements: [{ Effect: 'Deny', Principal: { AWS: RITA }, Action: 'kms:*', Resource: '*' }],
    activity: 'workflow key',
  });
  const policy = parsePolicy(
    {
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Effect: 'Allow', Action: 'kms:*', Resource: '*' },
          Principal: { AWS: 'arn:aws:iam::123456789012:root' },
        },
      ],
    },
    'key-policy',
    'key policy of the replica',
  );
  const key = {
    ...({ arn: IN_IRELAND, state: 'Enabled', multiRegion: true, grants: [], aliases: [] } as const),
    policy: unread ? allowAll('key-policy', 'policy of the replica') : policy,
    ...replica,
  };
  const replicas: readonly PartialKnowledge<typeof key>[] = [
    knowledge(key, unread ? [{ what: 'the replica', why: 'denied', code: 'X' }] : []),
  ];
  return {
    ...base,
    stateMachine: { ...base.stateMachine, replicas },
    activities: base.activities.map((one) => ({ ...one, replicas })),
  };
}

function rita(model: AccessModel) {
  const found = model.subjects.find(({ id }) => id === RITA);
  if (!found) throw new Error('Rita is not there.');
  return found;
}

describe('a replica of the key in another Region', () => {
  it.each(['decrypt', 'activity'] as const)(
    'decrypts the data of the workflow even if the primary key denies it: %s',
    (readPath) => {
      const model = given(['kms:Decrypt']);
      expect(evaluateReadPath(readPath, model, rita(model))).toMatchObject({
        answer: 'yes',
        reason: expect.stringContaining('In eu-west-1: '),
      });
    },
  );

  it('has an unknown answer when it could not be read', () => {
    const model = given(['kms:Decrypt'], {}, true);
    expect(evaluateReadPath('decrypt', model, rita(model)).answer).toBe('unknown');
  });

  it('does not change the answer of principals that can decrypt with the primary key', () => {
    const model = given(['kms:Decrypt'], {}, true);
    const id = model.stateMachine.executionRole;
    const { principal } = upperBound(id);
    const role = model.subjects.find((one) => 'arn' in principal && one.id === principal.arn);
    expect(role && evaluateReadPath('decrypt', model, role).answer).toBe('yes');
  });

  it('gives access to principals that can change its policy', () => {
    expect(findEscalationPaths(given(['kms:PutKeyPolicy'])).get(RITA)?.steps).toHaveLength(1);
  });

  it('must be enabled first if it is disabled', () => {
    const model = given(['kms:EnableKey', 'kms:Decrypt'], { state: 'Disabled' });
    expect(evaluateReadPath('decrypt', model, rita(model)).answer).toBe('no');
    expect(findEscalationPaths(model).get(RITA)).toMatchObject({
      answer: 'yes',
      steps: [expect.stringContaining('enables the key')],
    });
  });

  it('cannot be enabled with the permission to enable another key', () => {
    const model = given(['kms:EnableKey', 'kms:Decrypt'], { state: 'Disabled' });
    const { replicas = [] } = model.stateMachine;
    const closed = replicas.map((one) => {
      const key = upperBound(one);
      return knowledge({ ...key, policy: { ...key.policy, statements: [] } });
    });
    const stateMachine = { ...model.stateMachine, replicas: closed };
    const activities = model.activities.map((one) => ({ ...one, replicas: closed }));
    expect(findEscalationPaths({ ...model, stateMachine, activities }).get(RITA)).toBeUndefined();
  });
});
