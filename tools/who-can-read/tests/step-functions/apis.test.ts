import * as sfn from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { decideStepFunctions, parsePolicy, stepFunctionsApis } from '../../index.ts';

const commands = Object.keys(sfn)
  .filter((name) => name.endsWith('Command') && name !== '$Command')
  .map((name) => name.slice(0, -'Command'.length))
  .sort();

const needs = (
  pick: (rule: (typeof stepFunctionsApis)[keyof typeof stepFunctionsApis]) => boolean,
) =>
  Object.entries(stepFunctionsApis)
    .filter(([, rule]) => pick(rule))
    .map(([name]) => name)
    .sort();

describe('the table of the Step Functions API', () => {
  it('has exactly the actions of the SDK', () => {
    expect(Object.keys(stepFunctionsApis).sort()).toEqual(commands);
  });

  it('requires kms:Decrypt from the caller for exactly these actions', () => {
    expect(needs(({ caller }) => caller.some((one) => one === 'Decrypt'))).toEqual([
      'DescribeExecution',
      'DescribeStateMachine',
      'DescribeStateMachineForExecution',
      'GetActivityTask',
      'GetExecutionHistory',
      'StartSyncExecution',
    ]);
  });

  it('returns data only for actions that require kms:Decrypt from the caller', () => {
    expect(needs(({ answers }) => answers === 'data')).toEqual(
      needs(({ caller }) => caller.some((one) => one === 'Decrypt')),
    );
  });

  it('applies METADATA_ONLY to the actions that have includedData', () => {
    expect(needs(({ includedData }) => includedData)).toEqual([
      'DescribeExecution',
      'DescribeStateMachine',
      'DescribeStateMachineForExecution',
      'StartSyncExecution',
    ]);
  });

  it('requires permissions of the execution role for exactly these actions', () => {
    expect(needs(({ executionRole }) => executionRole.length > 0)).toEqual([
      'RedriveExecution',
      'SendTaskFailure',
      'SendTaskHeartbeat',
      'SendTaskSuccess',
      'StartExecution',
      'StartSyncExecution',
      'StopExecution',
    ]);
  });

  const policy = parsePolicy(
    { Statement: { Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' } },
    'key-policy',
    'key policy',
  );
  const caller = {
    principal: { kind: 'root', partition: 'aws', account: '111122223333' },
    identityPolicies: [],
  } as const;
  const encryption = {
    type: 'CUSTOMER_MANAGED_KMS_KEY',
    key: {
      arn: 'arn:aws:kms:us-east-1:111122223333:key/1',
      state: 'Enabled',
      policy,
      grants: [],
    },
  } as const;
  const states = 'arn:aws:states:us-east-1:111122223333:';

  it('does not accept an activity as a state machine', () => {
    const target = { kind: 'activity', arn: `${states}activity:A`, encryption } as const;

    expect(() => decideStepFunctions({ api: 'DescribeExecution', caller, target })).toThrow(
      'DescribeExecution needs a target of kind state-machine, and this one is of kind activity',
    );
  });

  it('makes the answer unknown if the execution role is unknown', () => {
    const target = { kind: 'state-machine', arn: `${states}stateMachine:A`, encryption } as const;

    expect(decideStepFunctions({ api: 'StartExecution', caller, target })).toMatchObject({
      outcome: 'unknown',
      reason:
        'StartExecution is unknown: The execution role is unknown, so its access to the key is unknown too.',
    });
  });
});
