import { describe, expect, it } from '@jest/globals';
import { answers, idOf } from 'test-fixtures/readers-of';
import { ACCOUNT, situationOf } from 'test-fixtures/resolved-stack';
import { upperBound } from '../../account/index.ts';
import { decideStepFunctions, type StepFunctionsApi } from '../../index.ts';

const CALLER = `arn:aws:iam::${ACCOUNT}:role/Caller`;
const functionArn = (name: string) => `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${name}`;
const model = situationOf('stacks/express/template.yaml', 'express', {
  CheckPriceFunctionArn: functionArn('check-price'),
  BuyFunctionArn: functionArn('buy'),
  SellFunctionArn: functionArn('sell'),
  SaveFunctionArn: functionArn('save'),
  CallerRoleArn: CALLER,
});
const role = idOf(model, ACCOUNT, 'ExpressStateMachineExecutionRole');

/** Returns the first denied call to KMS, for an API that the role can call. */
function deniedCall(api: StepFunctionsApi) {
  const { stateMachine, subjects } = model;
  const caller = subjects.find(
    ({ id }) => id === `arn:aws:iam::${ACCOUNT}:role/sample principal/Reader`,
  )?.caller;
  if (!caller || !stateMachine.key) throw new Error('The caller or the key is missing.');
  const target = {
    kind: 'state-machine',
    arn: stateMachine.arn,
    executionRole: upperBound(stateMachine.executionRole),
    encryption: { type: 'CUSTOMER_MANAGED_KMS_KEY', key: upperBound(stateMachine.key) },
  } as const;
  const { outcome, kmsCalls } = decideStepFunctions({ api, caller: upperBound(caller), target });
  const denied = kmsCalls.find(({ verdict }) => verdict.outcome === 'denied');
  return { outcome, by: denied?.by, operation: denied?.request.operation };
}

describe('the express workflow', () => {
  it('can only be read by the named caller, and only through Step Functions', () => {
    expect(answers(model)).toEqual({
      workflow: { yes: [CALLER], unknown: [] },
      decrypt: { yes: [role], unknown: [] },
      delivery: { yes: [], unknown: [] },
    });
  });

  it('cannot be started synchronously by others, because the caller needs the key', () => {
    expect(deniedCall('StartSyncExecution')).toEqual({
      outcome: 'denied',
      by: 'caller',
      operation: 'Decrypt',
    });
  });

  it('cannot be started asynchronously, because the role cannot generate a data key', () => {
    expect(deniedCall('StartExecution')).toEqual({
      outcome: 'denied',
      by: 'execution-role',
      operation: 'GenerateDataKey',
    });
  });
});
