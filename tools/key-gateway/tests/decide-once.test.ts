import { describe, expect, it } from '@jest/globals';
import {
  type Caller,
  decideStepFunctions,
  type KmsKey,
  type StepFunctionsDecision,
} from 'who-can-read';
import { decideOnce } from '../states/decide-once.ts';

const arn = 'arn:aws:states:eu-central-1:123456789012:stateMachine:any';
const caller = (): Caller => ({
  principal: { kind: 'root', partition: 'aws', account: '123456789012' },
  identityPolicies: [],
});
const decide = (by: Caller) => (): StepFunctionsDecision =>
  decideStepFunctions({
    api: 'DescribeExecution',
    caller: by,
    target: { kind: 'state-machine', arn, encryption: { type: 'AWS_OWNED_KEY' } },
    context: {},
    executionRoleContext: {},
  });
const key = {} as KmsKey;

describe('a decision', () => {
  // id: same-decision-once
  it('runs once for the same call and the same facts', () => {
    const by = caller();
    const first = decideOnce([by, key, undefined], { second: 1 }, decide(by));
    expect(decideOnce([by, key, undefined], { second: 1 }, decide(by))).toBe(first);
  });

  it('runs again for another call, and after a fact is read again', () => {
    const by = caller();
    const again = caller();
    const first = decideOnce([by, key, undefined], { second: 1 }, decide(by));
    const others = [
      decideOnce([by, key, undefined], { second: 2 }, decide(by)),
      decideOnce([by, {} as KmsKey, undefined], { second: 1 }, decide(by)),
      decideOnce([by, key, again], { second: 1 }, decide(by)),
      decideOnce([again, key, undefined], { second: 1 }, decide(again)),
    ];
    for (const other of others) expect(other).not.toBe(first);
  });
});
