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
  forMachine,
  machine,
  startOne,
} from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  policy,
} from 'test-fixtures/gateway-fixture';
import { matches, patternFor } from './event-pattern.ts';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let key: string;
let machineArn: string;
let execution: string;
let everyday: readonly KmsEvent[];
let operator: Credentials;
let role: string;
const statements = () => [administration, deploying, forMachine(role, 'watched')];

beforeAll(async () => {
  fixture = await start();
  role = await executionRole(fixture, 'workflow');
  operator = await fixture.user('operator', [allow('states:*', 'kms:*')]);
  key = await fixture.key(statements());
  machineArn = await machine(fixture, 'watched', role, key);
  execution = await startOne(fixture, machineArn);
  await ended(fixture, execution);
  everyday = [...fixture.gateway.events()];
}, timeout);

/** Events by name, each with whether the rule lets it through. */
const alertsAmong = (events: readonly Omit<KmsEvent, 'resources'>[]) =>
  Promise.all(
    events.map(
      async (event) => [nameOf(event), await matches(fixture, patternFor(key), event)] as const,
    ),
  );
/** The same for the events that something leaves. */
async function alertsBy(work: () => Promise<unknown>) {
  const before = new Set(fixture.gateway.events().map(({ eventID }) => eventID));
  await work();
  return alertsAmong(fixture.gateway.events().filter(({ eventID }) => !before.has(eventID)));
}
const nameOf = ({ eventName, errorCode }: Pick<KmsEvent, 'eventName' | 'errorCode'>): string =>
  errorCode ? `${eventName} ${errorCode}` : eventName;

const asRoot = () => fixture.sdk().kms;
const refused = (call: Promise<unknown>): Promise<unknown> =>
  expect(call).rejects.toThrow(/not authorized/);

describe('the rule for alerts lets through', () => {
  // id: alert-on-key-policy
  it('a change of the key policy', async () => {
    const Policy = policy(statements());
    const work = () => asRoot().send(new kms.PutKeyPolicyCommand({ KeyId: key, Policy }));
    expect(await alertsBy(work)).toEqual([['PutKeyPolicy', true]]);
  });

  it('a grant', async () => {
    const grant = { KeyId: key, GranteePrincipal: role, Operations: ['DescribeKey' as const] };
    const work = () => asRoot().send(new kms.CreateGrantCommand(grant));
    expect(await alertsBy(work)).toEqual([['CreateGrant', true]]);
  });

  it('the disabling of the key, and not that it is enabled again', async () => {
    const work = async () => {
      await asRoot().send(new kms.DisableKeyCommand({ KeyId: key }));
      await asRoot().send(new kms.EnableKeyCommand({ KeyId: key }));
    };
    expect(await alertsBy(work)).toEqual([
      ['DisableKey', true],
      ['EnableKey', false],
    ]);
  });

  it('the deletion of the key when it is scheduled', async () => {
    const deletion = { KeyId: key, PendingWindowInDays: 7 };
    const work = () => asRoot().send(new kms.ScheduleKeyDeletionCommand(deletion));
    expect(await alertsBy(work)).toEqual([['ScheduleKeyDeletion', true]]);
    await asRoot().send(new kms.CancelKeyDeletionCommand({ KeyId: key }));
    await asRoot().send(new kms.EnableKeyCommand({ KeyId: key }));
  });

  it('whoever is refused by the key, through Step Functions', async () => {
    const reading = new DescribeExecutionCommand({ executionArn: execution });
    const work = () => refused(fixture.sdk(operator).stepFunctions.send(reading));
    expect(await alertsBy(work)).toEqual([['Decrypt AccessDenied', true]]);
  });

  // id: alert-on-denial
  it('whoever is refused by the key, directly', async () => {
    const making = new kms.GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256' });
    const work = () => refused(fixture.sdk(operator).kms.send(making));
    expect(await alertsBy(work)).toEqual([['GenerateDataKey AccessDenied', true]]);
  });

  it('a refusal that names the key in its message alone', async () => {
    const making = new kms.GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256' });
    const other = await fixture.key([administration]);
    await refused(fixture.sdk(operator).kms.send(making));
    const elsewhere = new kms.GenerateDataKeyCommand({ KeyId: other, KeySpec: 'AES_256' });
    await refused(fixture.sdk(operator).kms.send(elsewhere));
    const inWords = fixture.gateway
      .events()
      .slice(-2)
      .map(({ resources: _, ...event }) => ({ ...event, requestParameters: {} }));
    expect(await alertsAmong(inWords)).toEqual([
      ['GenerateDataKey AccessDenied', true],
      ['GenerateDataKey AccessDenied', false],
    ]);
  });

  it('an attempt to change the policy that is refused', async () => {
    const intruder = await fixture.user('intruder', [allow('s3:*')]);
    const change = new kms.PutKeyPolicyCommand({ KeyId: key, Policy: policy([administration]) });
    const work = () => refused(fixture.sdk(intruder).kms.send(change));
    expect(await alertsBy(work)).toEqual([['PutKeyPolicy AccessDenied', true]]);
  });
});

describe('the rule for alerts holds back', () => {
  it('what the workflow does every day', async () => {
    const found = await alertsAmong(everyday);
    expect(new Set(found.map(([name]) => name))).toEqual(
      new Set(['DescribeKey', 'GenerateDataKey', 'Decrypt']),
    );
    expect(found.filter(([, alert]) => alert)).toEqual([]);
  });

  it('an administrator who looks at the key', async () => {
    const work = async () => {
      await asRoot().send(new kms.DescribeKeyCommand({ KeyId: key }));
      await asRoot().send(new kms.GetKeyPolicyCommand({ KeyId: key }));
    };
    expect(await alertsBy(work)).toEqual([
      ['DescribeKey', false],
      ['GetKeyPolicy', false],
    ]);
  });

  it('changes of another key', async () => {
    const other = await fixture.key([administration]);
    const work = () => asRoot().send(new kms.DisableKeyCommand({ KeyId: other }));
    expect(await alertsBy(work)).toEqual([['DisableKey', false]]);
  });
});
