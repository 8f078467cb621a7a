import { readFileSync } from 'node:fs';
import {
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { poll } from 'helpers/poll';
import { type Credentials, rootOf } from 'helpers/root-credentials';
import { createStack, templateText } from 'test-fixtures/create-stack';
import { startOne, stateMachine } from 'test-fixtures/encrypted-workflow';
import { ACCOUNTS } from 'test-fixtures/foreign-key';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  policy,
} from 'test-fixtures/gateway-fixture';
import { finishedTrade } from '../../demo/trade.ts';
import { type Build, build, type StackOutputs } from '../../stack/sam.ts';
import { type CallName, calls, type Subjects } from './calls.ts';
import {
  applicationIn,
  createIdentities,
  keyFor,
  samIn,
  stolen,
  trade,
} from './deployed-accounts.ts';

const { security, member, other } = ACCOUNTS;

type Case = { call: CallName; gives: Readonly<Record<string, string>> };
const cases: Case[] = JSON.parse(
  readFileSync(new URL('cases/accounts.json', import.meta.url), 'utf8'),
);
const rows = cases.flatMap(({ call, gives }) =>
  Object.entries(gives).map(([who, outcome]) => [call, who, outcome] as const),
);

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let built: Build;
let app: StackOutputs;
let subjects: Subjects;
let people: Readonly<Record<string, Credentials>>;

beforeAll(async () => {
  fixture = await start();
  const names = { StateMachineName: 'stock-trading*', ReaderRoleName: 'Auditor' };
  const key = await keyFor(fixture, member, names);
  built = await build(samIn(fixture, member));
  app = await applicationIn(fixture, member, built.template, key);
  people = await createIdentities(fixture);
  const { StockTradingStateMachineArn: arn } = app;
  const execution = await trade(fixture, member, arn);
  subjects = { stateMachine: arn, execution, key, ciphertext: await stolen(fixture, key, arn) };
}, timeout);
afterAll(() => built.remove());

const sdkIn = (account: string) => fixture.sdk(rootOf(account));
const outcome = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.name : 'no error'),
  );

describe('the application of a member under the key of the security account', () => {
  it('trades', async () => {
    const { status, rows: recorded } = await finishedTrade(sdkIn(member), app, subjects.execution);
    expect(status).toBe('SUCCEEDED');
    expect(recorded).toMatchObject([{ Price: { N: '42' }, Type: { S: 'buy' } }]);
    expect(app.StateMachineKmsKeyArn).toBe(subjects.key);
  });

  it.each(rows)('%s, called by the %s, gives: %s', async (call, who, expected) => {
    expect(await outcome(calls[call](fixture.sdk(people[who]), subjects))).toBe(expected);
  });

  it('is recorded in the trails of both accounts for each use of the key', () => {
    const ofRole = fixture.gateway
      .events()
      .filter(({ eventName, errorCode }) => eventName === 'GenerateDataKey' && !errorCode);
    expect(new Set(ofRole.map(({ recipientAccountId }) => recipientAccountId))).toEqual(
      new Set([security, member]),
    );
  });
});

describe('a second member', () => {
  it('cannot create a workflow under the key of the first', async () => {
    const role = await fixture.role(
      'stock-trading-StockTradingStateMachineOwn',
      SERVICE,
      [],
      other,
    );
    const made = stateMachine(fixture, 'stock-trading', role, subjects.key, { as: rootOf(other) });
    expect(await outcome(made)).toBe('KmsAccessDeniedException');
  });

  it('trades under its own key, and not under the key of the first', async () => {
    const wrong = await applicationIn(fixture, other, built.template, subjects.key);
    const denied = trade(fixture, other, wrong.StockTradingStateMachineArn);
    expect(await outcome(denied)).toBe('KmsAccessDeniedException');

    const own = await keyFor(fixture, other);
    const right = await applicationIn(fixture, other, built.template, own);
    const execution = await trade(fixture, other, right.StockTradingStateMachineArn);
    const found = await finishedTrade(sdkIn(other), right, execution);
    expect(found).toMatchObject({ status: 'SUCCEEDED', rows: [{ Price: { N: '42' } }] });
  }, 120_000);
});

const SERVICE = { Service: 'states.amazonaws.com' };

describe('when the security account', () => {
  it('removes the access, executions cannot start until it restores the access', async () => {
    const { kms } = sdkIn(security);
    const KeyId = subjects.key;
    const { Policy: before = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
    const statements: { Sid: string }[] = JSON.parse(before).Statement;
    const administration = statements.filter(({ Sid }) => Sid === 'AdministerWithoutUse');
    const arn = app.StockTradingStateMachineArn;

    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: policy(administration) }));
    expect(await outcome(trade(fixture, member, arn))).toBe('KmsAccessDeniedException');
    const reading = calls.DescribeExecution(fixture.sdk(people['auditor of the member']), subjects);
    expect(await outcome(reading)).toBe('KmsAccessDeniedException');

    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: before }));
    const again = await finishedTrade(sdkIn(member), app, await trade(fixture, member, arn));
    expect(again.status).toBe('SUCCEEDED');
  });

  it('disables the key, running executions fail', async () => {
    const { kms } = sdkIn(security);
    const as = rootOf(member);
    const name = 'stock-trading-StockTradingStateMachineSlow';
    const role = await fixture.role(name, SERVICE, [allow('kms:*')], member);
    const more = { seconds: 300, as };
    const slow = await stateMachine(fixture, 'stock-trading-slow', role, subjects.key, more);
    const executionArn = await startOne(fixture, slow, as);

    await kms.send(new DisableKeyCommand({ KeyId: subjects.key }));
    const status = await poll('The end of the execution', async () => {
      const command = new DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' });
      const found = await sdkIn(member).stepFunctions.send(command);
      return found.status === 'RUNNING' ? undefined : found.status;
    });
    // AWS lets it fail; the emulator can only abort it.
    expect(status).toBe('ABORTED');
    await kms.send(new EnableKeyCommand({ KeyId: subjects.key }));
  });
});

describe('the key of an organization, without an account of the organization', () => {
  it('cannot be used: the gateway denies what it cannot decide', async () => {
    const made = await createStack(sdkIn(security).cloudFormation, {
      name: 'key-of-an-organization',
      template: await templateText('stacks/security-account/organization.yaml'),
      parameters: { OrganizationPath: 'o-a1b2c3d4e5/*' },
    });
    const key = made['StateMachineKmsKeyArn'] ?? '';
    const policyOfRole = [allow('kms:*')];
    const name = 'stock-trading-b-StockTradingStateMachineRole';
    const role = await fixture.role(name, SERVICE, policyOfRole, member);
    const wanted = stateMachine(fixture, 'stock-trading-b', role, key, { as: rootOf(member) });
    await expect(wanted).rejects.toThrow(/aws:PrincipalOrgID/);
  });
});
