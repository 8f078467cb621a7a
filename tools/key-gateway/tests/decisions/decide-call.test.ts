import { describe, expect, it } from '@jest/globals';
import type { Caller, KmsKey } from 'who-can-read';
import type { GatewayContext } from '../../gateway-context.ts';
import { factsNow, whyNotCall, withRoleOfCall } from '../../states/integrations/decide-call.ts';
import { taskCalls } from '../../states/integrations/task-calls.ts';
import {
  ACCOUNT,
  allow,
  identityPolicy,
  keyArn,
  keysBy,
  keyWith,
  REGION,
  ROLE_ARN,
  roleWith,
  SCOPE,
  STATE_MACHINE,
  stateOf,
  to,
  trustPolicy,
} from './decision-fixture.ts';

type Json = Readonly<Record<string, unknown>>;
const OTHER_ROLE = `arn:aws:iam::${ACCOUNT}:role/other`;
const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`;

function callOf(state: Json) {
  const [call] = taskCalls({ Type: 'Task', ...state });
  if (!call) throw new Error('The state makes no call.');
  return call;
}

function contextWith(keys: readonly KmsKey[] = [], trusts: string = ROLE_ARN): GatewayContext {
  const state = stateOf({
    key: keysBy(...keys),
    trust: async (arn) => {
      expect(arn).toBe(OTHER_ROLE);
      const Principal = { AWS: trusts };
      return trustPolicy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
    },
    role: async (arn, sessionName) => ({
      principal: { kind: 'role', arn, sessionName },
      identityPolicies: [],
    }),
  });
  return { state, now: () => new Date('2026-11-28T10:00:00Z') } as GatewayContext;
}

const why = (state: Json, role: Caller, context = contextWith()) =>
  whyNotCall(callOf(state), { scope: SCOPE, role }, context);

const integration = (name: string, Parameters: Json = {}): Json => ({
  ...{ Resource: `arn:aws:states:::${name}`, Parameters },
});
const denied = (action: string, resource: string) =>
  expect.stringContaining(`is not authorized to perform: ${action} on resource: ${resource}`);

describe('a call with a fixed resource', () => {
  const get = integration('dynamodb:getItem', { TableName: 't' });
  const table = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/t`;

  // id: call-needs-role-permission
  it('needs the permission of the role on that resource', async () => {
    const on = (Resource: string) => roleWith(allow('dynamodb:GetItem', { Resource }));
    expect(await why(get, on(table))).toBeUndefined();
    expect(await why(get, on(`${table}2`))).toEqual(denied('dynamodb:GetItem', table));
    expect(await why(get, roleWith())).toEqual(denied('dynamodb:GetItem', table));
    expect(await why(get, roleWith(allow('dynamodb:PutItem')))).toEqual(
      denied('dynamodb:GetItem', table),
    );
  });

  it('needs it on one of the ARNs that policies can name', async () => {
    const head = integration('aws-sdk:s3:headObject', { Bucket: 'b' });
    const on = (Resource: string) => roleWith(allow('s3:GetObject', { Resource }));
    expect(await why(head, on('arn:aws:s3:::b'))).toBeUndefined();
    expect(await why(head, on('arn:aws:s3:::b/*'))).toBeUndefined();
    expect(await why(head, on('arn:aws:s3:::c'))).toEqual(denied('s3:GetObject', 'arn:aws:s3:::b'));
  });

  it.each<[string, Json]>([
    ['the Region', { StringEquals: { 'aws:RequestedRegion': REGION } }],
    ['the time', { DateLessThan: { 'aws:CurrentTime': '2026-11-28T11:00:00Z' } }],
    ['the account of the resource', { StringEquals: { 'aws:ResourceAccount': ACCOUNT } }],
  ])('compares a condition with %s', async (_, Condition) => {
    const [[operator, pair] = []] = Object.entries(Condition);
    const [[name] = []] = Object.entries(pair as Json);
    const other = {
      [operator ?? '']: {
        [name ?? '']: operator === 'DateLessThan' ? '2026-01-01T00:00:00Z' : 'x',
      },
    };
    expect(await why(get, roleWith(allow('dynamodb:*', { Condition })))).toBeUndefined();
    expect(await why(get, roleWith(allow('dynamodb:*', { Condition: other })))).toEqual(
      denied('dynamodb:GetItem', table),
    );
  });

  it('takes the account of the resource from its ARN, and else that of the state machine', async () => {
    const Condition = { StringEquals: { 'aws:ResourceAccount': '999999999999' } };
    const role = roleWith(allow('*', { Condition }));
    const foreign = integration('dynamodb:getItem', {
      TableName: table.replace(ACCOUNT, '999999999999'),
    });
    // The policy of the role allows it, and the table of another account must allow it too.
    expect(await why(foreign, role)).toContain('no resource-based policy allows');
    const bucket = integration('aws-sdk:s3:headObject', { Bucket: 'b' });
    expect(await why(bucket, role)).toContain('no identity-based policy allows');
    const own = { StringEquals: { 'aws:ResourceAccount': ACCOUNT } };
    expect(await why(bucket, roleWith(allow('*', { Condition: own })))).toBeUndefined();
  });
});

describe('a call whose resource the input decides', () => {
  const invoke = integration('lambda:invoke', { 'FunctionName.$': '$.name' });
  const onInput = (text: string) => expect.stringContaining(text);

  it('needs the permission on every resource', async () => {
    expect(await why(invoke, roleWith(allow('lambda:InvokeFunction')))).toBeUndefined();
    const one = roleWith(allow('lambda:InvokeFunction', { Resource: FUNCTION }));
    expect(await why(invoke, one)).toEqual(onInput('The input decides the resource.'));
    expect(await why(invoke, one)).toEqual(denied('lambda:InvokeFunction', '*'));
  });

  it('is denied when a policy denies it for some resources', async () => {
    const deny = (Action: string, more: Json = {}) => ({
      Effect: 'Deny',
      Action,
      Resource: FUNCTION,
      ...more,
    });
    const both = (...more: Json[]) => roleWith(allow('lambda:*'), ...more);
    const partial = onInput('A policy denies lambda:InvokeFunction for some resources');
    expect(await why(invoke, both(deny('lambda:InvokeFunction')))).toEqual(partial);
    expect(await why(invoke, both(deny('lambda:DeleteFunction')))).toBeUndefined();
    expect(
      await why(invoke, both(allow('lambda:InvokeFunction', { Resource: FUNCTION }))),
    ).toBeUndefined();
    const Condition = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
    expect(await why(invoke, both(deny('lambda:InvokeFunction', { Condition })))).toBeUndefined();
    const unknown = { StringEquals: { 'lambda:Unknown': 'x' } };
    expect(await why(invoke, both(deny('lambda:InvokeFunction', { Condition: unknown })))).toEqual(
      partial,
    );
    const boundary = identityPolicy(allow('*'), deny('lambda:InvokeFunction'));
    expect(await why(invoke, { ...both(), boundary })).toEqual(partial);
    const second = [
      identityPolicy(allow('lambda:*')),
      identityPolicy(deny('lambda:InvokeFunction')),
    ];
    expect(await why(invoke, { ...both(), identityPolicies: second })).toEqual(partial);
    const all = both({ Effect: 'Deny', Action: 'lambda:*', NotResource: FUNCTION });
    expect(await why(invoke, all)).toBeDefined();
  });
});

describe('a call that the gateway cannot decide', () => {
  it('is denied when its Resource is unknown, and allowed when it needs no permission', async () => {
    const unknown = 'Its Resource is unknown to the key gateway.';
    expect(await why({ Resource: 'arn:aws:states:::x' }, roleWith(allow('*')))).toBe(unknown);
    const activity = STATE_MACHINE.replace('stateMachine', 'activity');
    expect(await why({ Resource: activity }, roleWith())).toBeUndefined();
  });

  it.each(['createStateMachine', 'updateStateMachine', 'createActivity', 'testState'])(
    'is denied when it changes the configuration: %s',
    async (name) => {
      const action = `states:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
      expect(await why(integration(`aws-sdk:sfn:${name}`), roleWith(allow('*')))).toBe(
        `The key gateway cannot decide ${action} within the emulator.`,
      );
    },
  );

  it('is decided when it only reads', async () => {
    const read = integration('aws-sdk:sfn:describeStateMachine', {
      StateMachineArn: STATE_MACHINE,
    });
    expect(await why(read, roleWith(allow('states:DescribeStateMachine')))).toBeUndefined();
    expect(await why(read, roleWith())).toEqual(
      denied('states:DescribeStateMachine', STATE_MACHINE),
    );
  });
});

describe('a call of AssumeRole', () => {
  const assume = (RoleArn: unknown) =>
    integration('aws-sdk:sts:assumeRole', {
      [typeof RoleArn === 'string' ? 'RoleArn' : 'RoleArn.$']: RoleArn,
    });
  const own = roleWith(allow('sts:AssumeRole'));

  it('needs the trust of the role too', async () => {
    expect(await why(assume(OTHER_ROLE), own)).toBeUndefined();
    expect(await why(assume(OTHER_ROLE), roleWith())).toEqual(denied('sts:AssumeRole', OTHER_ROLE));
    const untrusted = contextWith([], `${ROLE_ARN}2`);
    expect(await why(assume(OTHER_ROLE), own, untrusted)).toEqual(
      denied('sts:AssumeRole', OTHER_ROLE),
    );
  });

  it('is denied when the input decides the role', async () => {
    const dynamic = integration('aws-sdk:sts:assumeRole', { 'RoleArn.$': '$.role' });
    expect(await why(dynamic, own)).toBe('The input decides which role it assumes.');
  });
});

describe('the field Credentials', () => {
  const withCredentials = (
    Credentials: unknown,
    role = roleWith(allow('sts:AssumeRole')),
    context = contextWith(),
  ) =>
    withRoleOfCall(
      callOf({ Resource: FUNCTION, ...(Credentials === undefined ? {} : { Credentials }) }),
      { scope: SCOPE, role },
      context,
    );

  it('gives the call the role that the execution role can assume', async () => {
    expect(await withCredentials({ RoleArn: OTHER_ROLE })).toEqual({
      scope: SCOPE,
      role: {
        principal: { kind: 'role', arn: OTHER_ROLE, sessionName: 'credentials' },
        identityPolicies: [],
      },
    });
    const role = roleWith();
    expect(await withCredentials(undefined, role)).toEqual({ scope: SCOPE, role });
    const untrusted = contextWith([], `${ROLE_ARN}2`);
    expect(await withCredentials({ RoleArn: OTHER_ROLE }, undefined, untrusted)).toEqual(
      denied('sts:AssumeRole', OTHER_ROLE),
    );
  });

  it.each<[string, unknown, string]>([
    ['a path', { 'RoleArn.$': '$.role' }, 'The input decides which role it assumes.'],
    ['JSONata', '{% $x %}', 'The input decides which role it assumes.'],
    ['a number', { RoleArn: 7 }, 'The input decides which role it assumes.'],
    [
      'a user',
      { RoleArn: `arn:aws:iam::${ACCOUNT}:user/u` },
      `arn:aws:iam::${ACCOUNT}:user/u is not the ARN of a role.`,
    ],
    [
      'a role without a name',
      { RoleArn: `arn:aws:iam::${ACCOUNT}:role/` },
      `arn:aws:iam::${ACCOUNT}:role/ is not the ARN of a role.`,
    ],
    [
      'more before the ARN',
      { RoleArn: ` ${OTHER_ROLE}` },
      ` ${OTHER_ROLE} is not the ARN of a role.`,
    ],
  ])('is denied with %s', async (_, credentials, expected) => {
    expect(await withCredentials(credentials)).toBe(expected);
  });
});

describe('a call to KMS', () => {
  const decrypt = (Parameters: Json) => integration('aws-sdk:kms:decrypt', Parameters);
  const KeyId = keyArn('k');
  const key = (more: Json = {}) => keyWith('k', to(ROLE_ARN, 'kms:Decrypt', more));

  it('is decided by the policy of the key, without a permission of the role', async () => {
    expect(await why(decrypt({ KeyId }), roleWith(), contextWith([key()]))).toBeUndefined();
    const closed = contextWith([keyWith('k', to(`${ROLE_ARN}2`, 'kms:*'))]);
    expect(await why(decrypt({ KeyId }), roleWith(), closed)).toEqual(denied('kms:Decrypt', KeyId));
    const disabled = contextWith([{ ...key(), state: 'Disabled' }]);
    expect(await why(decrypt({ KeyId }), roleWith(), disabled)).toContain('is disabled');
  });

  it('has the encryption context of its parameters', async () => {
    const Condition = { StringEquals: { 'kms:EncryptionContext:team': '7' } };
    const context = contextWith([key({ Condition })]);
    const team = (value: unknown) => decrypt({ KeyId, EncryptionContext: { team: value } });
    expect(await why(team('7'), roleWith(), context)).toBeUndefined();
    expect(await why(team(7), roleWith(), context)).toBeUndefined();
    for (const state of [
      team('8'),
      decrypt({ KeyId }),
      decrypt({ KeyId, EncryptionContext: {} }),
      decrypt({ KeyId, EncryptionContext: 'x' }),
    ]) {
      expect(await why(state, roleWith(), context)).toEqual(denied('kms:Decrypt', KeyId));
    }
    const none = { Null: { 'kms:EncryptionContextKeys': 'true' } };
    const without = contextWith([key({ Condition: none })]);
    expect(
      await why(decrypt({ KeyId, EncryptionContext: {} }), roleWith(), without),
    ).toBeUndefined();
    expect(await why(team('7'), roleWith(), without)).toEqual(denied('kms:Decrypt', KeyId));
  });

  it('compares a condition with the Region', async () => {
    const Condition = { StringEquals: { 'aws:RequestedRegion': REGION } };
    expect(
      await why(decrypt({ KeyId }), roleWith(), contextWith([key({ Condition })])),
    ).toBeUndefined();
  });

  it('is denied when the policy of the key cannot be decided', async () => {
    const Condition = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } };
    const context = contextWith([key({ Condition })]);
    expect(await why(decrypt({ KeyId }), roleWith(), context)).toBeDefined();
  });

  it('is denied when the input decides the key or the context', async () => {
    const dynamic =
      'The input decides on which key, or in which encryption context, it calls kms:Decrypt.';
    const context = contextWith([key()]);
    for (const parameters of [
      {},
      { 'KeyId.$': '$.key' },
      { KeyId: 7 },
      { KeyId, 'EncryptionContext.$': '$.context' },
      { KeyId, EncryptionContext: { 'team.$': '$.team' } },
    ]) {
      expect(await why(decrypt(parameters), roleWith(allow('*')), context)).toBe(dynamic);
    }
  });

  it('is decided by the role alone when it is on no key', async () => {
    const list = integration('aws-sdk:kms:listKeys');
    expect(await why(list, roleWith(allow('kms:ListKeys')))).toBeUndefined();
    expect(await why(list, roleWith())).toEqual(denied('kms:ListKeys', '*'));
  });
});

describe('the facts of a call', () => {
  it('are the time and the Region, without a caller', () => {
    expect(factsNow({ scope: SCOPE, role: roleWith() }, contextWith())).toEqual({
      ...{ at: new Date('2026-11-28T10:00:00Z'), sourceIp: '', userAgent: '', region: REGION },
    });
  });
});
