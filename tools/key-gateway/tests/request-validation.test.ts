/**
 * The emulator accepts names that AWS forbids. `machine/label` gave access to the child executions
 * of a distributed map, and `machine:1` was confused with a version.
 */
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deciding } from './authorization-fixture.ts';
import { type FakeUpstreamFixture, fakeUpstreamForTests } from './fake-upstream.ts';
import { caller, KEY, MACHINE } from './permissive-emulator.ts';

const { start } = fakeUpstreamForTests();
let fixture: FakeUpstreamFixture;
let forwarded: string[];
beforeAll(async () => {
  fixture = await start();
});
beforeEach(() => {
  forwarded = [];
  const answers = deciding();
  fixture.answers((incoming, response) => {
    forwarded.push(String(incoming.headers['x-amz-target']));
    answers(incoming, response);
  });
});
const call = caller(() => fixture.gateway.url);
const states = (operation: string, input: object) => call(`AWSStepFunctions.${operation}`, input);

const forbidden = [
  ...['machine/label', 'machine:1', 'a*b', 'a?b', 'a b', 'a"b', 'a#b', 'a%b', 'a\\b', 'a^b', 'a|b'],
  ...[
    'a~b',
    'a`b',
    'a$b',
    'a&b',
    'a,b',
    'a;b',
    'a<b',
    'a>b',
    'a{b',
    'a}b',
    'a[b',
    'a]b',
    'a\u0001b',
  ],
  ...['a\u0085b', 'a\ufffeb'],
];
const definition = '{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}';
const create = (name: string) =>
  states('CreateStateMachine', { name, definition, roleArn: 'arn:aws:iam::123456789012:role/r' });

describe('the name of a new resource', () => {
  // id: names-as-on-aws
  it.each(forbidden)('is invalid: %j', async (name) => {
    expect(await create(name)).toMatchObject({ status: 400, type: 'InvalidName' });
    expect(await states('CreateActivity', { name })).toMatchObject({ type: 'InvalidName' });
    const input = { stateMachineArn: MACHINE, name };
    expect(await states('StartExecution', input)).toMatchObject({ type: 'InvalidName' });
    expect(forwarded).not.toContain('AWSStepFunctions.CreateStateMachine');
    expect(forwarded).not.toContain('AWSStepFunctions.StartExecution');
  });

  it('has 1 to 80 characters', async () => {
    expect(await create('')).toMatchObject({ type: 'ValidationException' });
    expect(await create('x'.repeat(81))).toMatchObject({ type: 'ValidationException' });
    expect(await create('x'.repeat(80))).toMatchObject({ status: 200 });
  });

  // cspell:ignore größe
  it.each(['stock-trading', 'Stock_Trading.2', 'größe', "it's(ok)", 'a@b=c+d!'])(
    'is valid: %j',
    async (name) => {
      expect(await create(name)).toMatchObject({ status: 200 });
      expect(forwarded).toContain('AWSStepFunctions.CreateStateMachine');
    },
  );

  it('of an alias has letters, digits, dots, hyphens and underscores, and not digits only', async () => {
    const alias = (name: string) => states('CreateStateMachineAlias', { name });
    expect(await alias('live')).toMatchObject({ status: 200 });
    expect(await alias('42')).toMatchObject({ type: 'InvalidName' });
    expect(await alias('größe')).toMatchObject({ type: 'InvalidName' });
  });
});

describe('the input of a new execution', () => {
  const start = (input: unknown, operation = 'StartExecution') =>
    states(operation, { stateMachineArn: MACHINE, input });

  // id: inputs-as-on-aws
  it.each(['StartExecution', 'StartSyncExecution'])('must be JSON: %s', async (operation) => {
    const secret = '{"secret": marked}';
    const answer = await start(secret, operation);
    expect(answer).toMatchObject({ status: 400, type: 'InvalidExecutionInput' });
    expect(answer.text).not.toContain('marked');
    expect(forwarded).not.toContain(`AWSStepFunctions.${operation}`);
  });

  it('has at most 262,144 bytes', async () => {
    const bytes = (count: number) => `"${'ü'.repeat((count - 2) / 2)}"`;
    expect(await start(bytes(262_146))).toMatchObject({ type: 'ValidationException' });
    expect(await start(bytes(262_144))).not.toMatchObject({ type: 'ValidationException' });
  });

  it.each(['{}', '[1]', '"text"', 'null', '1'])('can be any JSON value: %s', async (input) => {
    expect(await start(input)).not.toMatchObject({ type: 'InvalidExecutionInput' });
  });
});

describe('a new key policy', () => {
  const root = { AWS: 'arn:aws:iam::123456789012:root' };
  const policy = (Action: string, Principal: object = root) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action, Resource: '*' }],
    });
  const put = (Policy: string, more: object = {}) =>
    call('TrentService.PutKeyPolicy', { KeyId: KEY, PolicyName: 'default', Policy, ...more });
  const bypass = { BypassPolicyLockoutSafetyCheck: true };

  // id: lockout-safety-check
  it('must allow the caller to change it again', async () => {
    const malformed = { status: 400, type: 'MalformedPolicyDocumentException' };
    expect(await put(policy('kms:DescribeKey'))).toMatchObject(malformed);
    const other = { AWS: 'arn:aws:iam::999999999999:root' };
    expect(await put(policy('kms:*', other))).toMatchObject(malformed);
    expect(forwarded).not.toContain('TrentService.PutKeyPolicy');
    expect(await put(policy('kms:PutKeyPolicy'))).toMatchObject({ status: 200 });
  });

  it('can lock out every principal if the request bypasses the check', async () => {
    expect(await put(policy('kms:DescribeKey'), bypass)).toMatchObject({ status: 200 });
  });

  it('is also checked for a new key', async () => {
    const create = (Policy: string, more: object = {}) =>
      call('TrentService.CreateKey', { Policy, ...more });
    const malformed = { status: 400, type: 'MalformedPolicyDocumentException' };
    expect(await create(policy('kms:Decrypt'))).toMatchObject(malformed);
    expect(await create('{"Statement":')).toMatchObject(malformed);
    expect(await create(policy('kms:*'))).toMatchObject({ status: 200 });
    expect(await create(policy('kms:Decrypt'), bypass)).toMatchObject({ status: 200 });
    expect(await call('TrentService.CreateKey', {})).toMatchObject({ status: 200 });
  });
});

describe('an update of the encryption', () => {
  const owned = { type: 'AWS_OWNED_KEY' };
  const update = (input: object) =>
    states('UpdateStateMachine', { stateMachineArn: MACHINE, ...input });

  // id: encryption-needs-definition
  it.each([
    { encryptionConfiguration: owned },
    { encryptionConfiguration: owned, roleArn: 'arn:aws:iam::123456789012:role/r' },
    { encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KEY } },
  ])('needs the definition, which the caller could not read: %j', async (input) => {
    expect(await update(input)).toMatchObject({ status: 400, type: 'MissingRequiredParameter' });
    expect(forwarded).not.toContain('AWSStepFunctions.UpdateStateMachine');
  });

  it('reaches the emulator with the definition', async () => {
    await update({ encryptionConfiguration: owned, definition });
    expect(forwarded).toContain('AWSStepFunctions.UpdateStateMachine');
  });
});
