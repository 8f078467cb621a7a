import { readFileSync } from 'node:fs';
import * as kms from '@aws-sdk/client-kms';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from 'helpers/root-credentials';
import type { KmsEvent } from 'key-gateway';
import {
  administration,
  deploying,
  ended,
  executionRole,
  forStateMachine,
  startOne,
  stateMachine,
} from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  policy,
} from 'test-fixtures/gateway-fixture';
import { ACCOUNT } from 'test-fixtures/resolved-stack';
import { type Detail, parametersFor, type RuleName, rulesThatMatch } from './alert-rules.ts';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let key: string;
let stateMachineArn: string;
let execution: string;
let everyday: readonly KmsEvent[];
let operator: Credentials;
let role: string;
const statements = () => [administration, deploying, forStateMachine(role, 'watched')];

beforeAll(async () => {
  fixture = await start();
  role = await executionRole(fixture, 'workflow');
  operator = await fixture.user('operator', [allow('states:*', 'kms:*')]);
  key = await fixture.key(statements());
  stateMachineArn = await stateMachine(fixture, 'watched', role, key);
  execution = await startOne(fixture, stateMachineArn);
  await ended(fixture, execution);
  everyday = [...fixture.gateway.events()];
}, timeout);

/** Events by name, each with the rules that match. */
const alertsAmong = (events: readonly Omit<KmsEvent, 'resources'>[]) =>
  Promise.all(
    events.map(
      async (event): Promise<[string, RuleName[]]> => [
        nameOf(event),
        await rulesThatMatch(fixture, parametersFor(key), event),
      ],
    ),
  );
/** The same for the events of an action. */
async function alertsBy(work: () => Promise<unknown>) {
  const before = new Set(fixture.gateway.events().map(({ eventID }) => eventID));
  await work();
  return alertsAmong(fixture.gateway.events().filter(({ eventID }) => !before.has(eventID)));
}
const nameOf = ({ eventName, errorCode }: Pick<KmsEvent, 'eventName' | 'errorCode'>): string =>
  errorCode ? `${eventName} ${errorCode}` : eventName;

const asRoot = () => fixture.sdk().kms;
const denied = (call: Promise<unknown>): Promise<unknown> =>
  expect(call).rejects.toThrow(/not authorized/);
const CHANGE: RuleName[] = ['KeyChangeRule'];
const DENIAL: RuleName[] = ['KeyDenialRule'];

describe('the rules send an alert for', () => {
  // id: alert-on-key-policy
  it('a change of the key policy', async () => {
    const Policy = policy(statements());
    const work = () => asRoot().send(new kms.PutKeyPolicyCommand({ KeyId: key, Policy }));
    expect(await alertsBy(work)).toEqual([['PutKeyPolicy', CHANGE]]);
  });

  it('a grant', async () => {
    const grant = { KeyId: key, GranteePrincipal: role, Operations: ['DescribeKey' as const] };
    const work = () => asRoot().send(new kms.CreateGrantCommand(grant));
    expect(await alertsBy(work)).toEqual([['CreateGrant', CHANGE]]);
  });

  it('a disabled key, and for a key that is enabled again', async () => {
    const work = async () => {
      await asRoot().send(new kms.DisableKeyCommand({ KeyId: key }));
      await asRoot().send(new kms.EnableKeyCommand({ KeyId: key }));
    };
    expect(await alertsBy(work)).toEqual([
      ['DisableKey', CHANGE],
      ['EnableKey', CHANGE],
    ]);
  });

  it('a scheduled deletion of the key, and for its cancellation', async () => {
    const deletion = { KeyId: key, PendingWindowInDays: 7 };
    const work = async () => {
      await asRoot().send(new kms.ScheduleKeyDeletionCommand(deletion));
      await asRoot().send(new kms.CancelKeyDeletionCommand({ KeyId: key }));
    };
    expect(await alertsBy(work)).toEqual([
      ['ScheduleKeyDeletion', CHANGE],
      ['CancelKeyDeletion', CHANGE],
    ]);
    await asRoot().send(new kms.EnableKeyCommand({ KeyId: key }));
  });

  it('a read that the key denies through Step Functions', async () => {
    const reading = new DescribeExecutionCommand({ executionArn: execution });
    const work = () => denied(fixture.sdk(operator).stepFunctions.send(reading));
    expect(await alertsBy(work)).toEqual([['Decrypt AccessDenied', DENIAL]]);
  });

  // id: alert-on-denial
  it('a direct request that the key denies', async () => {
    const making = new kms.GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256' });
    const work = () => denied(fixture.sdk(operator).kms.send(making));
    expect(await alertsBy(work)).toEqual([['GenerateDataKey AccessDenied', DENIAL]]);
  });

  it('a denial with the key in its message only', async () => {
    const making = new kms.GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256' });
    const other = await fixture.key([administration]);
    await denied(fixture.sdk(operator).kms.send(making));
    const elsewhere = new kms.GenerateDataKeyCommand({ KeyId: other, KeySpec: 'AES_256' });
    await denied(fixture.sdk(operator).kms.send(elsewhere));
    const withoutResources = fixture.gateway
      .events()
      .slice(-2)
      .map(({ resources: _, ...event }) => ({ ...event, requestParameters: {} }));
    expect(await alertsAmong(withoutResources)).toEqual([
      ['GenerateDataKey AccessDenied', DENIAL],
      ['GenerateDataKey AccessDenied', []],
    ]);
  });

  it('a denied attempt to change the policy, once', async () => {
    const intruder = await fixture.user('intruder', [allow('s3:*')]);
    const change = new kms.PutKeyPolicyCommand({ KeyId: key, Policy: policy([administration]) });
    const work = () => denied(fixture.sdk(intruder).kms.send(change));
    expect(await alertsBy(work)).toEqual([['PutKeyPolicy AccessDenied', DENIAL]]);
  });
});

describe('the rules do not send an alert for', () => {
  it('the daily work of the workflow', async () => {
    const found = await alertsAmong(everyday);
    expect(new Set(found.map(([name]) => name))).toEqual(
      new Set(['DescribeKey', 'GenerateDataKey', 'Decrypt']),
    );
    expect(found.filter(([, rules]) => rules.length > 0)).toEqual([]);
  });

  it('an administrator who views the key', async () => {
    const work = async () => {
      await asRoot().send(new kms.DescribeKeyCommand({ KeyId: key }));
      await asRoot().send(new kms.GetKeyPolicyCommand({ KeyId: key }));
    };
    expect(await alertsBy(work)).toEqual([
      ['DescribeKey', []],
      ['GetKeyPolicy', []],
    ]);
  });

  it('changes of another key', async () => {
    const other = await fixture.key([administration]);
    const work = () => asRoot().send(new kms.DisableKeyCommand({ KeyId: other }));
    expect(await alertsBy(work)).toEqual([['DisableKey', []]]);
  });
});

/** Events in the form that AWS documents; the gateway does not record these. */
describe('for an event of CloudTrail', () => {
  const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const STATE_MACHINE = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:stock-trading`;
  const cases = Object.entries<{ detail: Detail; rules: RuleName[] }>(
    JSON.parse(
      readFileSync(new URL('events.json', import.meta.url), 'utf8')
        .replaceAll('STATE_MACHINE_ARN', STATE_MACHINE)
        .replaceAll('KEY_ARN', KEY)
        .replaceAll('ACCOUNT', ACCOUNT),
    ),
  );

  it.each(cases)('%s, the expected rules match', async (_what, { detail, rules }) => {
    expect(await rulesThatMatch(fixture, parametersFor(KEY), detail)).toEqual(rules);
  });

  it('by another role of AWS Config, its parameter decides', async () => {
    const ConfigRoleArn = `arn:aws:iam::${ACCOUNT}:role/OurConfigRole`;
    const detail: Detail = {
      eventSource: 'kms.amazonaws.com',
      eventName: 'Decrypt',
      errorCode: 'AccessDenied',
      userIdentity: { sessionContext: { sessionIssuer: { arn: ConfigRoleArn } } },
      resources: [{ ARN: KEY }],
    };

    expect(await rulesThatMatch(fixture, parametersFor(KEY), detail)).toEqual(DENIAL);
    const named = { ...parametersFor(KEY), ConfigRoleArn };
    expect(await rulesThatMatch(fixture, named, detail)).toEqual([]);
  });
});
