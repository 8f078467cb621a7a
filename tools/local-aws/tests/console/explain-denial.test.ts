import { PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { DisableKeyCommand, EnableKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { reading, SECRET, startOne } from 'test-fixtures/encrypted-workflow';
import { type GatewayFixture, type Json, policy } from 'test-fixtures/gateway-fixture';
import type { CallName, CallResult, Explanation } from '../../console/contract.ts';
import { type ConsoleFixture, consoleFixtureForTests } from './console-fixture.ts';

const { start, timeout } = consoleFixtureForTests();
let fixture: GatewayFixture;
let shown: ConsoleFixture;

beforeAll(async () => {
  ({ fixture, shown } = await start());
}, timeout);

const putPolicy = (statements: readonly Json[]) =>
  fixture
    .sdk()
    .kms.send(new PutKeyPolicyCommand({ KeyId: shown.keyArn, Policy: policy(statements) }));
afterEach(() => putPolicy(shown.statements));

const execution = () => ({ executionArn: shown.executionArn });
const describedTo = (as: string) => shown.call(as, 'states:DescribeExecution', execution());

function denied(outcome: CallResult<unknown>): {
  name: string;
  message: string;
  explanation: Explanation;
} {
  if (outcome.kind !== 'denied' || !outcome.explanation) throw new Error(JSON.stringify(outcome));
  return { ...outcome.error, explanation: outcome.explanation };
}
const statementOf = ({ suggestedFixes }: Explanation): Json =>
  JSON.parse(suggestedFixes[0]?.statement ?? '');

describe('the answers of the console for each identity', () => {
  const own: Record<string, object> = {};
  beforeAll(() => {
    Object.assign(own, {
      stateMachine: { stateMachineArn: shown.stateMachineArn },
      metadata: { stateMachineArn: shown.stateMachineArn, includedData: 'METADATA_ONLY' },
      list: { stateMachineArn: shown.stateMachineArn, limit: 10 },
      execution: execution(),
      history: { ...execution(), after: 0 },
      key: { keyId: shown.keyArn },
    });
  });

  const KMS = 'KmsAccessDeniedException';
  const IAM = 'AccessDeniedException';
  const identities = ['operator', 'developer', 'key-administrator', 'auditor', 'root'];
  const rows: [CallName, string, Record<string, string>][] = [
    ['states:ListExecutions', 'list', {}],
    ['states:DescribeStateMachine', 'metadata', {}],
    ['states:DescribeExecution', 'execution', Object.fromEntries(identities.map((w) => [w, KMS]))],
    ['states:GetExecutionHistory', 'history', Object.fromEntries(identities.map((w) => [w, KMS]))],
    [
      'states:DescribeStateMachine',
      'stateMachine',
      Object.fromEntries(identities.map((w) => [w, KMS])),
    ],
    ['kms:DescribeKey', 'key', { operator: IAM, auditor: IAM }],
    ['kms:GetKeyPolicy', 'key', { operator: IAM, auditor: IAM }],
    ['states:StartExecution', 'stateMachine', { 'key-administrator': IAM, auditor: IAM }],
  ];
  it.each(rows)('%s of the %s: denied are %j', async (name, about, denials) => {
    const found: Record<string, string> = {};
    for (const as of identities) {
      const outcome = await shown.call(as, name, Object(own[about]));
      expect(JSON.stringify(outcome)).not.toContain(SECRET);
      if (outcome.kind !== 'answered') found[as] = denied(outcome).name;
    }
    expect(found).toEqual(denials);
  });
});

describe('lists and histories', () => {
  const listed = async (more: object) => {
    const found = await shown.call('operator', 'states:ListExecutions', {
      ...{ stateMachineArn: shown.stateMachineArn, limit: 100 },
      ...more,
    });
    if (found.kind !== 'answered') throw new Error(JSON.stringify(found));
    return found.answer;
  };

  it('show the requested number of executions, and whether there are more', async () => {
    for (let count = 0; count < 3; count += 1) await startOne(fixture, shown.stateMachineArn);
    const two = await listed({ limit: 2 });
    expect(two.executions).toHaveLength(2);
    expect(two.more).toBe(true);
    const all = await listed({});
    expect(all.executions.length).toBeGreaterThanOrEqual(4);
    expect(all.more).toBe(false);
    const starts = all.executions.map(({ startedAt }) => startedAt);
    expect(starts).toEqual(starts.toSorted((a, b) => b - a));
  });

  it('filter by status, and reject an unknown one', async () => {
    expect((await listed({ status: 'TIMED_OUT' })).executions).toEqual([]);
    await expect(listed({ status: 'SLOW' })).rejects.toThrow('status must be one of');
  });

  it('return only the events after a known one', async () => {
    await putPolicy([...shown.statements, reading('arn:aws:iam::123456789012:user/operator')]);
    const after = async (id: number) => {
      const input = { ...execution(), after: id };
      const found = await shown.call('operator', 'states:GetExecutionHistory', input);
      if (found.kind !== 'answered') throw new Error(JSON.stringify(found));
      return found.answer.map((event) => event.id);
    };
    const all = await after(0);
    expect(all.length).toBeGreaterThan(2);
    expect(await after(all[1] ?? 0)).toEqual(all.slice(2));
    expect(await after(all.at(-1) ?? 0)).toEqual([]);
  });
});

describe('a denial', () => {
  it('is explained by the decisions of AWS, the last one in the words of AWS', async () => {
    const { name, message, explanation } = denied(await describedTo('operator'));

    expect(name).toBe('KmsAccessDeniedException');
    expect(explanation.steps.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'states:DescribeExecution allowed',
      'kms:Decrypt denied',
    ]);
    const last = explanation.steps.at(-1);
    expect(message).toContain(`${last?.principal} is not authorized to perform: ${last?.action}`);
  });

  it.each(['operator', 'developer', 'auditor'])(
    'of %s ends when the policy gets the suggested statement',
    async (as) => {
      const statement = statementOf(denied(await describedTo(as)).explanation);
      await putPolicy([...shown.statements, statement]);

      const read = await describedTo(as);
      expect(read).toMatchObject({ kind: 'answered' });
      expect(JSON.stringify(read)).toContain(SECRET);
      // No other identity can read because of it.
      expect(denied(await describedTo('key-administrator')).name).toBe('KmsAccessDeniedException');
    },
  );

  it('of the root user warns that the suggested statement allows more than the root user', async () => {
    const { explanation } = denied(await describedTo('root'));
    expect(explanation.suggestedFixes[0]?.caution).toContain('stands for the whole account');
    await putPolicy([...shown.statements, statementOf(explanation)]);

    expect(await describedTo('root')).toMatchObject({ kind: 'answered' });
    expect(await describedTo('developer')).toMatchObject({ kind: 'answered' });
  });

  it('names the value that a condition requires and the value of the request', async () => {
    const wrong = {
      Sid: 'WrongRegion',
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:user/operator' },
      Action: 'kms:Decrypt',
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': 'states.eu-west-1.amazonaws.com' } },
    };
    await putPolicy([...shown.statements, wrong]);

    const { explanation } = denied(await describedTo('operator'));
    const missed = explanation.steps.at(-1)?.missed.join() ?? '';
    expect(missed).toContain('"WrongRegion"');
    expect(missed).toContain('states.us-east-1.amazonaws.com');
  });

  it('by a Deny does not suggest a statement, and the fix says why', async () => {
    const deny = {
      Sid: 'NeverTheOperator',
      Effect: 'Deny',
      Principal: { AWS: 'arn:aws:iam::123456789012:user/operator' },
      Action: 'kms:Decrypt',
      Resource: '*',
    };
    await putPolicy([...shown.statements, deny]);

    const { explanation } = denied(await describedTo('operator'));
    expect(explanation.suggestedFixes).toEqual([
      {
        text: expect.stringMatching(
          /^An Allow never overrides a Deny\. Remove statement "NeverTheOperator"/,
        ),
      },
    ]);
  });

  it('by the key state says who can enable the key', async () => {
    await fixture.sdk().kms.send(new DisableKeyCommand({ KeyId: shown.keyArn }));
    const start = { stateMachineArn: shown.stateMachineArn };
    const { name, explanation } = denied(
      await shown.call('operator', 'states:StartExecution', start),
    );
    await fixture.sdk().kms.send(new EnableKeyCommand({ KeyId: shown.keyArn }));

    expect(name).toBe('KmsInvalidStateException');
    expect(explanation.suggestedFixes[0]?.text).toContain('kms:EnableKey');
  });

  it('by IAM ends when the policy gets the suggested statement', async () => {
    const start = { stateMachineArn: shown.stateMachineArn };
    const found = denied(await shown.call('key-administrator', 'states:StartExecution', start));
    expect(found.name).toBe('AccessDeniedException');
    await fixture.sdk().iam.send(
      new PutUserPolicyCommand({
        UserName: 'key-administrator',
        PolicyName: 'more',
        PolicyDocument: policy([statementOf(found.explanation)]),
      }),
    );

    const again = await shown.call('key-administrator', 'states:StartExecution', start);
    expect(again).toMatchObject({ kind: 'answered' });
  });

  it('is not logged, for any request', () => {
    expect(shown.logged).toEqual([]);
  });
});

describe('the execution role, which no user can assume', () => {
  it('is denied by its identity policies, which the console evaluates without a call', async () => {
    const before = fixture.gateway.events().length;
    const { name, explanation } = denied(await describedTo('execution-role'));

    expect(name).toBe('AccessDeniedException');
    expect(explanation.steps.map(({ outcome }) => outcome)).toEqual(['denied']);
    expect(fixture.gateway.events()).toHaveLength(before);
  });

  it('has the permissions on the key that the workflow needs, until the policy removes them', async () => {
    const ask = async () =>
      JSON.parse(
        (await shown.visitor.call('role-steps', { stateMachineArn: shown.stateMachineArn })).body,
      ).map(({ action, outcome }: { action: string; outcome: string }) => `${action} ${outcome}`);

    expect(await ask()).toEqual(['kms:GenerateDataKey allowed', 'kms:Decrypt allowed']);
    await putPolicy(shown.statements.filter(({ Sid }) => Sid !== 'Workflow'));
    expect(await ask()).toEqual(['kms:GenerateDataKey denied']);
  });
});
