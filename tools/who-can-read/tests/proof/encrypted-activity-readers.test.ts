import { describe, expect, it } from '@jest/globals';
import { answers, idOf } from 'test-fixtures/readers-of';
import { ACCOUNT, situationOf } from 'test-fixtures/resolved-stack';
import { upperBound } from '../../account/index.ts';
import { decideKms, decideStepFunctions, type KmsOperation } from '../../index.ts';
import type { Subject } from '../../report/access-model.ts';

const model = situationOf('stacks/encrypted-activity/template.yaml', 'approval', {
  StockTradingStateMachineArn: `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:stock-trading`,
  ApproverArn: `arn:aws:iam::${ACCOUNT}:user/approver`,
});
const activityArn = `arn:aws:states:us-east-1:${ACCOUNT}:activity:approval`;
const key = keyOf();
const role = idOf(model, ACCOUNT, 'ApprovalStateMachineExecutionRole');
const worker = idOf(model, ACCOUNT, 'ApprovalWorkerRole');

function keyOf() {
  if (!model.stateMachine.key) throw new Error('The workflow has no key.');
  return upperBound(model.stateMachine.key);
}

const who = (holds: (caller: ReturnType<typeof callerOf>) => boolean): readonly string[] =>
  model.subjects.filter((one) => holds(callerOf(one))).map(({ id }) => id);
const callerOf = ({ caller }: Subject) => upperBound(caller);

/** Returns the principals to which KMS does not deny an operation, in the activity's encryption context. */
const onQuestions = (operation: KmsOperation) =>
  who((caller) => {
    const encryptionContext = { 'aws:states:activityArn': activityArn };
    const request = { operation, encryptionContext };
    return decideKms({ request, caller, key }).outcome !== 'denied';
  });

describe('the tasks of the encrypted activity', () => {
  it('can only be taken by the worker', () => {
    const encryption = { type: 'CUSTOMER_MANAGED_KMS_KEY', key } as const;
    const target = { kind: 'activity', arn: activityArn, encryption } as const;
    const takers = who(
      (caller) =>
        decideStepFunctions({ api: 'GetActivityTask', caller, target }).outcome !== 'denied',
    );
    expect(takers).toEqual([worker]);
  });

  it('can be decrypted directly only by the execution role, not by the worker', () => {
    expect(onQuestions('Decrypt')).toEqual([role]);
  });

  it('can be encrypted only by the execution role', () => {
    expect(onQuestions('GenerateDataKey')).toEqual([role]);
  });

  it('are the only tasks that the worker can take, even if another activity has the same key', () => {
    const encryption = { type: 'CUSTOMER_MANAGED_KMS_KEY', key } as const;
    const arn = `${activityArn}-other`;
    const target = { kind: 'activity', arn, encryption } as const;
    const takers = who(
      (caller) =>
        decideStepFunctions({ api: 'GetActivityTask', caller, target }).outcome !== 'denied',
    );
    expect(takers).toEqual([]);
  });
});

describe('the workflow that asks', () => {
  it('can be decrypted only by its execution role, and cannot be read by any other principal', () => {
    expect(answers(model)).toEqual({
      workflow: { yes: [], unknown: [] },
      decrypt: { yes: [role], unknown: [] },
      delivery: { yes: [], unknown: [] },
    });
  });

  it('has a key on which no principal can create a grant', () => {
    expect(onQuestions('CreateGrant')).toEqual([]);
  });
});
