import { describe, expect, it } from '@jest/globals';
import type { Caller } from 'who-can-read';
import type { GatewayContext } from '../../gateway-context.ts';
import { whyNotStatesCall } from '../../states/integrations/decide-states-call.ts';
import { taskCalls } from '../../states/integrations/task-calls.ts';
import { stackKeys } from '../../states/newest-encryption.ts';
import {
  ACCOUNT,
  allow,
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
} from './decision-fixture.ts';

type Json = Readonly<Record<string, unknown>>;
const EXECUTION = `${STATE_MACHINE.replace('stateMachine', 'execution')}:x`;
const ACTIVITY = STATE_MACHINE.replace('stateMachine', 'activity');
const CHILD_ROLE = `arn:aws:iam::${ACCOUNT}:role/child`;

type Given = {
  /** Permissions of the calling role on the key. */
  readonly own?: string[];
  /** Permissions of the execution role of the state machine on the key. */
  readonly child?: string[];
  readonly role?: Caller;
  readonly fails?: string;
};

const notFound = (name: string) => Object.assign(new Error('missing'), { name });

function why(Resource: string, Parameters: Json, given: Given = {}) {
  const { own = [], child = [], role = roleWith(allow('states:*')), fails } = given;
  // The execution was started under another key than the state machine has now.
  const named = 'StateMachineArn' in Parameters ? 'now' : 'then';
  const statements = [
    to(ROLE_ARN, ['kms:Nothing', ...own]),
    to(CHILD_ROLE, ['kms:Nothing', ...child]),
  ];
  const other = named === 'now' ? 'then' : 'now';
  const keys = keysBy(keyWith(named, ...statements), keyWith(other, to(ROLE_ARN, 'kms:Nothing')));
  const facts = (name: string) => ({ roleArn: CHILD_ROLE, kmsKeyId: keyArn(name) });
  const orFail = <T>(value: T) =>
    fails ? Promise.reject(notFound(fails)) : Promise.resolve(value);
  const stored = stackKeys();
  stored.seenStored();
  const context = {
    now: () => new Date('2026-11-28T10:00:00Z'),
    stackKeys: stored,
    encryptionRecords: { latest: () => undefined, history: () => [] },
    activities: { keysOf: () => [{ kmsKeyId: keyArn('then'), reuseSeconds: 300 }] },
    state: stateOf({
      key: keys,
      role: async () => ({
        principal: { kind: 'role', arn: CHILD_ROLE, sessionName: 's' },
        identityPolicies: [],
      }),
      mapParent: async (_, arn) => arn,
      execution: () => orFail({ ...facts('then'), stateMachineArn: STATE_MACHINE }),
      stateMachine: () =>
        orFail({
          ...{ ...facts('now'), type: 'STANDARD', definition: '{}' },
          logging: { level: 'OFF', includeExecutionData: false, logGroupArns: [] },
        }),
    }),
  } as unknown as GatewayContext;
  const [call] = taskCalls({ Type: 'Task', Resource: `arn:aws:states:::${Resource}`, Parameters });
  if (!call) throw new Error('no call');
  return whyNotStatesCall(call, { scope: SCOPE, role }, context);
}

const denied = (action: string) =>
  expect.stringMatching(new RegExp(`not authorized to perform: ${action} `));
const execution = { ExecutionArn: EXECUTION };
const stateMachine = { StateMachineArn: STATE_MACHINE };

describe('a call of a state to Step Functions', () => {
  it.each<[string, Json]>([
    ['describeExecution', execution],
    ['getExecutionHistory', execution],
    ['describeStateMachineForExecution', execution],
    ['describeStateMachine', stateMachine],
    ['getActivityTask', { ActivityArn: ACTIVITY }],
  ])('%s needs kms:Decrypt of the role', async (name, parameters) => {
    for (const ending of ['', '.waitForTaskToken']) {
      const resource = `aws-sdk:sfn:${name}${ending}`;
      expect(await why(resource, parameters)).toEqual(denied('kms:Decrypt'));
      expect(await why(resource, parameters, { own: ['kms:Decrypt'] })).toBeUndefined();
    }
  });

  it('startSyncExecution needs kms:Decrypt of both roles', async () => {
    const start = (given: Given) => why('aws-sdk:sfn:startSyncExecution', stateMachine, given);
    expect(await start({ own: ['kms:Decrypt'], child: ['kms:Decrypt'] })).toBeUndefined();
    expect(await start({ own: ['kms:Decrypt'] })).toEqual(denied('kms:Decrypt'));
    expect(await start({ child: ['kms:Decrypt'] })).toEqual(denied('kms:Decrypt'));
  });

  // id: nested-start-needs-no-key
  it('startExecution needs nothing of the role on the key', async () => {
    const child = ['kms:Decrypt', 'kms:GenerateDataKey'];
    for (const resource of ['states:startExecution', 'aws-sdk:sfn:startExecution']) {
      expect(await why(resource, stateMachine, { child })).toBeUndefined();
      expect(await why(resource, stateMachine)).toEqual(denied('kms:' + 'GenerateDataKey'));
    }
  });

  it.each(['.sync', '.sync:2'])('startExecution%s is a read of the output too', async (ending) => {
    const child = ['kms:Decrypt', 'kms:GenerateDataKey'];
    const start = (given: Given) => why(`states:startExecution${ending}`, stateMachine, given);
    expect(await start({ child, own: ['kms:Decrypt'] })).toBeUndefined();
    expect(await start({ child })).toEqual(denied('kms:Decrypt'));
    const Resource = [STATE_MACHINE, `${EXECUTION.slice(0, -1)}*`];
    const role = roleWith(allow('states:*', { Resource }));
    expect(await start({ child, own: ['kms:Decrypt'], role })).toBeUndefined();
    const only = roleWith(allow('states:*', { Resource: STATE_MACHINE }));
    expect(await start({ child, own: ['kms:Decrypt'], role: only })).toEqual(
      denied('states:DescribeExecution'),
    );
  });

  it.each<[string, Json, string]>([
    ['aws-sdk:sfn:describeExecution', { 'ExecutionArn.$': '$.a' }, 'DescribeExecution'],
    ['aws-sdk:sfn:describeExecution', {}, 'DescribeExecution'],
    ['aws-sdk:sfn:describeExecution', { ExecutionArn: 7 }, 'DescribeExecution'],
    ['states:startExecution.sync', { 'StateMachineArn.$': '$.a' }, 'StartExecution'],
    ['states:startExecution.sync:2', { 'StateMachineArn.$': '$.a' }, 'StartExecution'],
    ['aws-sdk:sfn:startSyncExecution', { 'StateMachineArn.$': '$.a' }, 'StartSyncExecution'],
  ])(
    '%s is denied when the input decides what it reads (%j)',
    async (resource, parameters, api) => {
      expect(await why(resource, parameters, { own: ['kms:*'], child: ['kms:*'] })).toBe(
        `The input decides what ${api} reads, so the key gateway cannot determine its key.`,
      );
    },
  );

  it('startExecution can have a state machine from the input', async () => {
    expect(await why('states:startExecution', { 'StateMachineArn.$': '$.a' })).toBeUndefined();
  });

  it('fails by itself when its resource does not exist', async () => {
    for (const fails of ['StateMachineDoesNotExist', 'ExecutionDoesNotExist']) {
      expect(await why('aws-sdk:sfn:describeExecution', execution, { fails })).toBeUndefined();
    }
    await expect(
      why('aws-sdk:sfn:describeExecution', execution, { fails: 'Other' }),
    ).rejects.toThrow('missing');
  });

  it('returns no protected data otherwise', async () => {
    for (const name of ['listExecutions', 'stopExecution', 'describeActivity']) {
      expect(await why(`aws-sdk:sfn:${name}`, {})).toBeUndefined();
    }
  });

  it('is compared in the Region and with the resource', async () => {
    const Condition = { StringEquals: { 'aws:RequestedRegion': REGION } };
    const read = (role: Caller) =>
      why('aws-sdk:sfn:describeExecution', execution, { own: ['kms:Decrypt'], role });
    expect(await read(roleWith(allow('states:*', { Condition })))).toBeUndefined();
    expect(await read(roleWith(allow('states:*', { Resource: EXECUTION })))).toBeUndefined();
    expect(await read(roleWith(allow('states:*', { Resource: STATE_MACHINE })))).toEqual(
      denied('states:DescribeExecution'),
    );
  });
});
