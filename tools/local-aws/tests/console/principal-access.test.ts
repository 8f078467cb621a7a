import { beforeAll, describe, expect, it } from '@jest/globals';
import { reading } from 'test-fixtures/encrypted-workflow';
import { type Json, policy } from 'test-fixtures/gateway-fixture';
import type { KmsCallView, Reader } from '../../console/contract.ts';
import { type ConsoleFixture, consoleFixtureForTests } from './console-fixture.ts';

const { start, timeout } = consoleFixtureForTests();
let shown: ConsoleFixture;

beforeAll(async () => {
  ({ shown } = await start());
}, timeout);

const AUDITOR = 'arn:aws:iam::123456789012:role/auditor';
const ids = (list: readonly Reader[] = []) => list.map(({ id }) => id);
const under = (statements: readonly Json[]) => shown.principalAccess(policy(statements));

describe('the console computes who can read', () => {
  it('under the current policy: only the execution role', async () => {
    const { readers, change } = await shown.principalAccess();

    expect(ids(readers)).toEqual(['arn:aws:iam::123456789012:role/shown']);
    expect(change).toBeUndefined();
  });

  it('under an unsaved policy: the principals that would gain access, without saving it', async () => {
    const { change } = await under([...shown.statements, reading(AUDITOR)]);

    expect(ids(change?.gained)).toEqual([AUDITOR]);
    expect(change?.gained[0]?.by).toContain('DescribeExecution');
    expect(change?.lost).toEqual([]);
    expect(ids((await shown.principalAccess()).readers)).not.toContain(AUDITOR);
  });

  it('the principals that would lose access', async () => {
    const { change } = await under(shown.statements.filter(({ Sid }) => Sid !== 'Workflow'));

    expect(ids(change?.lost)).toEqual(['arn:aws:iam::123456789012:role/shown']);
  });

  it('under a policy for every principal: every principal that can call the API', async () => {
    const openStatement = {
      Sid: 'EveryPrincipal',
      Effect: 'Allow',
      Principal: '*',
      Action: 'kms:*',
      Resource: '*',
    };
    const gained = ids((await under([...shown.statements, openStatement])).change?.gained);

    for (const name of ['operator', 'developer', 'key-administrator']) {
      expect(gained).toContain(`arn:aws:iam::123456789012:user/${name}`);
    }
    expect(gained).toContain(AUDITOR);
  });

  it.each([
    ['no JSON', '{', /not valid JSON/],
    ['no policy', '{}', /Version|Statement/],
    ['an identity policy', policy([{ Effect: 'Allow', Action: '*', Resource: '*' }]), /Principal/],
  ])('not for %s, and names the problem', async (_, text, words) => {
    const { problem, change } = await shown.principalAccess(text);

    expect(problem).toMatch(words);
    expect(change).toBeUndefined();
  });
});

describe('a policy that would lock its author out', () => {
  const without = () => shown.statements.filter(({ Sid }) => Sid !== 'Administration');

  it('is shown as a policy that KMS would reject', async () => {
    const { lockout } = await shown.principalAccess(policy(without()));
    expect(lockout).toMatch(/KMS would reject.*user\/key-administrator could not change it again/);
  });

  it('is not shown for a policy that its author can change again', async () => {
    expect((await under(shown.statements)).lockout).toBeUndefined();
  });

  it('depends on the identity that saves it', async () => {
    const own = {
      Sid: 'Own',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:user/developer' },
      Action: 'kms:PutKeyPolicy',
      Resource: '*',
    };
    const text = policy([...without(), own]);
    expect((await shown.principalAccess(text, 'developer')).lockout).toBeUndefined();
    expect((await shown.principalAccess(text, 'key-administrator')).lockout).toContain('KMS');
  });
});

describe('the console shows calls to KMS', () => {
  it('immediately, with the principal and the reason for the result', async () => {
    const gone = new AbortController();
    const response = await fetch(`${shown.visitor.origin}/api/live`, {
      method: 'POST',
      headers: shown.visitor.headers,
      body: '{}',
      signal: gone.signal,
    });
    const calls: KmsCallView[] = [];
    const executionArn = shown.executionArn;
    let asked = false;
    for await (const chunk of response.body ?? []) {
      const lines = new TextDecoder().decode(chunk).trim().split('\n');
      calls.push(...lines.flatMap((line): KmsCallView[] => JSON.parse(line)));
      if (calls.some(({ error }) => error !== undefined)) break;
      if (!asked) await shown.call('operator', 'states:DescribeExecution', { executionArn });
      asked = true;
    }
    gone.abort();

    expect(calls.map(({ operation }) => operation)).toContain('GenerateDataKey');
    expect(calls.at(-1)).toMatchObject({
      operation: 'Decrypt',
      keyArn: shown.keyArn,
      who: 'arn:aws:iam::123456789012:user/operator',
      invokedBy: 'states.amazonaws.com',
      viaService: 'states.us-east-1.amazonaws.com',
      error: 'AccessDenied',
      context: { 'aws:states:stateMachineArn': shown.stateMachineArn },
    });
  }, 20_000);
});
