import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EncryptCommand } from '@aws-sdk/client-kms';
import { DescribeExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { poll } from 'helpers/poll';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  administration,
  deploying,
  ended,
  executionRole,
  forStateMachine,
  reading,
  SECRET,
  startOne,
  stateMachine,
  stateMachineArn,
} from 'test-fixtures/encrypted-workflow';
import { allow, type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';
import { showEvents } from '../commands/show-events.ts';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let key: string;
let shortKey: string;
let roleArn: string;
let execution: string;
let operator: Credentials;
let auditor: Credentials;

beforeAll(async () => {
  fixture = await start();
  const role = await executionRole(fixture, 'workflow');
  roleArn = role;
  shortKey = await fixture.key([administration, deploying, forStateMachine(role, 'short')]);
  const auditorRole = await fixture.role('auditor', { AWS: LOCAL.account }, [
    allow('states:*', 'kms:*'),
  ]);
  operator = await fixture.user('operator', [allow('states:*')]);
  auditor = await fixture.session(auditorRole);
  key = await fixture.key([
    administration,
    deploying,
    forStateMachine(role, 'first'),
    reading(auditorRole),
  ]);
  const arn = await stateMachine(fixture, 'first', role, key);
  execution = await startOne(fixture, arn, operator);
  await ended(fixture, execution);
  await ended(fixture, await startOne(fixture, arn, operator));
}, timeout);

const named = (name: string) =>
  fixture.gateway.events().filter(({ eventName }) => eventName === name);
const context = { 'aws:states:stateMachineArn': stateMachineArn('first') };

describe('a KMS event', () => {
  // id: one-data-key-a-period
  it('shows one GenerateDataKey of the execution role for two executions in one period', () => {
    const byRole = named('GenerateDataKey').filter(
      ({ userIdentity }) => userIdentity['type'] === 'AssumedRole',
    );
    expect(byRole).toHaveLength(1);
    expect(byRole[0]).toMatchObject({
      eventVersion: '1.11',
      eventSource: 'kms.amazonaws.com',
      awsRegion: LOCAL.region,
      sourceIPAddress: 'states.amazonaws.com',
      userAgent: 'states.amazonaws.com',
      requestParameters: { keyId: key, encryptionContext: context, keySpec: 'AES_256' },
      responseElements: null,
      readOnly: true,
      resources: [{ accountId: LOCAL.account, type: 'AWS::KMS::Key', ARN: key }],
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: LOCAL.account,
      eventCategory: 'Management',
      userIdentity: {
        type: 'AssumedRole',
        arn: expect.stringMatching(/^arn:aws:sts::\d{12}:assumed-role\/workflow\/[a-z]{32}$/),
        accountId: LOCAL.account,
        invokedBy: 'states.amazonaws.com',
        sessionContext: {
          sessionIssuer: {
            type: 'Role',
            arn: `arn:aws:iam::${LOCAL.account}:role/workflow`,
            principalId: expect.stringMatching(/^AROA/),
            userName: 'workflow',
          },
        },
      },
    });
  });

  // id: new-data-key-after-period
  it('shows another GenerateDataKey after the reuse period, and not before', async () => {
    const byRole = () =>
      named('GenerateDataKey').filter(({ userIdentity: { type } }) => type === 'AssumedRole')
        .length;
    const short = await stateMachine(fixture, 'short', roleArn, shortKey, { reuseSeconds: 60 });
    const before = byRole();
    await startOne(fixture, short);
    expect(byRole()).toBe(before + 1);
    fixture.skip(58_000);
    await startOne(fixture, short);
    expect(byRole()).toBe(before + 1);
    fixture.skip(2000);
    await startOne(fixture, short);
    expect(byRole()).toBe(before + 2);
  });

  // id: event-of-denial
  it('shows the denied principal, the service and the reason', async () => {
    const describes = new DescribeExecutionCommand({ executionArn: execution });
    await expect(fixture.sdk(operator).stepFunctions.send(describes)).rejects.toThrow();
    expect(named('Decrypt').at(-1)).toMatchObject({
      errorCode: 'AccessDenied',
      errorMessage: expect.stringContaining('is not authorized to perform: kms:Decrypt'),
      sourceIPAddress: 'states.amazonaws.com',
      requestParameters: { encryptionContext: context },
      additionalEventData: {
        reason: expect.stringMatching(/./),
        viaService: 'states.us-east-1.amazonaws.com',
      },
      userIdentity: {
        type: 'IAMUser',
        userName: 'operator',
        accessKeyId: operator.accessKeyId,
        invokedBy: 'states.amazonaws.com',
      },
    });
  });

  // id: event-without-data
  it('shows the reader, and not the data', async () => {
    const describes = new DescribeExecutionCommand({ executionArn: execution });
    const { input } = await fixture.sdk(auditor).stepFunctions.send(describes);
    expect(input).toContain(SECRET);
    const event = named('Decrypt').at(-1);
    expect(event).not.toHaveProperty('errorCode');
    expect(event).toMatchObject({ userIdentity: { type: 'AssumedRole' } });
    expect(JSON.stringify(fixture.gateway.events())).not.toContain(SECRET);
  });

  it('shows a direct call with the caller’s own address, without the plaintext', async () => {
    const Plaintext = new TextEncoder().encode(SECRET);
    const encrypts = new EncryptCommand({ KeyId: key, Plaintext });
    await expect(fixture.sdk(auditor).kms.send(encrypts)).rejects.toThrow();
    const event = named('Encrypt').at(-1);
    expect(event).toMatchObject({ errorCode: 'AccessDenied', sourceIPAddress: '127.0.0.1' });
    expect(event?.userIdentity).not.toHaveProperty('invokedBy');
    expect(event?.userAgent).toContain('aws-sdk-js');
    expect(JSON.stringify(event)).not.toContain(Buffer.from(Plaintext).toString('base64'));
  });

  it('has unique ids', () => {
    const ids = fixture.gateway.events().map(({ eventID }) => eventID);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the list of KMS events', () => {
  it('is in a file that only its owner can read', async () => {
    for (const file of ['kms-events.jsonl', 'gateway.json', 'sessions.jsonl']) {
      const { mode } = await stat(join(fixture.folder, file));
      expect([file, (mode & 0o777).toString(8)]).toEqual([file, '600']);
    }
  });

  it('can be printed by the command, as text and in CloudTrail format', async () => {
    // The gateway collects events for some milliseconds before it writes them.
    const json = await poll('The complete event file', async () => {
      const shown: string[] = [];
      await showEvents({ folder: fixture.folder, json: true }, (line) => void shown.push(line));
      return shown.length === fixture.gateway.events().length ? shown : undefined;
    });
    const lines: string[] = [];
    await showEvents({ folder: fixture.folder }, (line) => void lines.push(line));
    expect(json.map((line) => JSON.parse(line))).toEqual(fixture.gateway.events());
    expect(lines).toHaveLength(json.length);
    // The lesson of the labs: Step Functions calls with the role, and such a call carries no ViaService.
    expect(lines.join('\n')).toMatch(
      /GenerateDataKey +\d{12}:assumed-role\/\S+ {2}invoked by states\.amazonaws\.com {2}kms:ViaService - /,
    );
    expect(lines.join('\n')).toMatch(
      /✘ {2}Decrypt +\d{12}:user\/operator {2}invoked by states\.amazonaws\.com {2}kms:ViaService states\.us-east-1\.amazonaws\.com {2}.*AccessDenied/,
    );
  });

  // id: events-follow
  it('can be followed until a signal ends the command', async () => {
    const stop = new AbortController();
    const before = fixture.gateway.events().length;
    const followed: string[] = [];
    const options = { folder: fixture.folder, follow: true, signal: stop.signal };
    await showEvents(options, (line) => {
      followed.push(line);
      if (followed.length === before)
        void startOne(fixture, stateMachineArn('first')).then(describeIt);
      if (followed.length > before) stop.abort();
    });
    expect(followed.at(-1)).toContain('Decrypt');
  });

  const describeIt = (executionArn: string) =>
    fixture.sdk(auditor).stepFunctions.send(new DescribeExecutionCommand({ executionArn }));

  it('does not contain a secret of the gateway itself', async () => {
    for (const file of ['kms-events.jsonl', 'gateway.json', 'sessions.jsonl']) {
      const text = await readFile(join(fixture.folder, file), 'utf8');
      for (const { secretAccessKey, sessionToken } of [operator, auditor]) {
        expect(text).not.toContain(secretAccessKey);
        if (sessionToken) expect(text).not.toContain(sessionToken);
      }
    }
  });
});
