/**
 * For a key that is named by an alias, the gateway decided by the present target of the alias. On
 * AWS the data stays under the key that encrypted it.
 */
import { CreateAliasCommand, DeleteAliasCommand, UpdateAliasCommand } from '@aws-sdk/client-kms';
import { DescribeExecutionCommand, DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  administration,
  deploying,
  ended,
  executionRole,
  forStateMachine,
  reading,
  startOne,
  stateMachine,
} from 'test-fixtures/encrypted-workflow';
import { allow, type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let arn: string;
let execution: string;
let second: string;
const readers: Record<string, Credentials> = {};
const AliasName = 'alias/workflow';

beforeAll(async () => {
  fixture = await start();
  const role = await executionRole(fixture, 'workflow');
  const keyOf = async (reader: string) => {
    readers[reader] = await fixture.user(reader, [allow('states:*')]);
    const may = reading(`arn:aws:iam::${LOCAL.account}:user/${reader}`);
    const administers = {
      ...administration,
      Action: ['kms:*Alias', 'kms:PutKeyPolicy', 'kms:DescribeKey'],
    };
    return fixture.key([administers, deploying, forStateMachine(role, 'first'), may]);
  };
  const first = await keyOf('first-reader');
  second = await keyOf('second-reader');
  await fixture.sdk().kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: first }));
  arn = await stateMachine(fixture, 'first', role, AliasName);
  execution = await startOne(fixture, arn);
  await ended(fixture, execution);
}, timeout);

const reads = async (reader: string): Promise<readonly boolean[]> => {
  const { stepFunctions } = fixture.sdk(readers[reader]);
  const succeeds = (work: Promise<object>) =>
    work.then(
      () => true,
      () => false,
    );
  return [
    await succeeds(stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn: arn }))),
    await succeeds(stepFunctions.send(new DescribeExecutionCommand({ executionArn: execution }))),
  ];
};

describe('a state machine whose key is named by an alias', () => {
  // id: alias-swap
  it('keeps its original key when the alias moves', async () => {
    expect([await reads('first-reader'), await reads('second-reader')]).toEqual([
      [true, true],
      [false, false],
    ]);
    await fixture.sdk().kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: second }));
    expect([await reads('first-reader'), await reads('second-reader')]).toEqual([
      [true, true],
      [false, false],
    ]);
  });

  it('keeps its readers when the alias is deleted', async () => {
    await fixture.sdk().kms.send(new DeleteAliasCommand({ AliasName }));
    expect([await reads('first-reader'), await reads('second-reader')]).toEqual([
      [true, true],
      [false, false],
    ]);
  });
});
