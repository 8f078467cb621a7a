import { CreateRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { rootOf } from 'helpers/root-credentials';
import { emulatorForTests } from 'test-fixtures/emulator-fixture';
import { TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { type Clients, clients } from '../../aws/clients.ts';
import { LOCAL } from '../../aws/environment.ts';

const { start } = emulatorForTests();
let aws: Clients;

beforeAll(async () => {
  const { url } = await start();
  aws = clients({ url, region: LOCAL.region }, rootOf(LOCAL.account));
  const trust = {
    ...{ Effect: 'Allow', Action: 'sts:AssumeRole' },
    Principal: { Service: 'states.amazonaws.com' },
  };
  await aws.iam.send(
    new CreateRoleCommand({
      RoleName: 'any',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [trust] }),
    }),
  );
}, TIMEOUT);

const LIMIT = 262_144;
/** A text that has this many bytes as JSON, quotation marks included. */
const textOf = (bytes: number) => 'a'.repeat(bytes - 2);
const done = { Type: 'Pass', Result: 'caught', End: true };

async function endOf(name: string, States: object, input: unknown) {
  const { stateMachineArn } = await aws.stepFunctions.send(
    new CreateStateMachineCommand({
      ...{ name, roleArn: `arn:aws:iam::${LOCAL.account}:role/any` },
      definition: JSON.stringify({ StartAt: 'First', States }),
    }),
  );
  const { executionArn } = await aws.stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  for (;;) {
    const { status, error, output } = await aws.stepFunctions.send(
      new DescribeExecutionCommand({ executionArn }),
    );
    if (status !== 'RUNNING') return { status, error, output };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A state whose output is its input in a list: two bytes more. */
const inList = { Type: 'Pass', Parameters: { 'list.$': 'States.Array($)' }, OutputPath: '$.list' };
/** The object around the list: `{"list":[...]}`. */
const AROUND = '{"list":[]}'.length;

describe('the data of a state', () => {
  // id: data-limit
  it.each([
    ['at the limit', LIMIT - AROUND, { status: 'SUCCEEDED', error: undefined }],
    [
      'one byte above the limit',
      LIMIT - AROUND + 1,
      { status: 'FAILED', error: 'States.DataLimitExceeded' },
    ],
  ])('passes or fails by its size: %s', async (_, bytes, end) => {
    const States = { First: { ...inList, End: true } };
    const { status, error } = await endOf(`size-${bytes}`, States, textOf(bytes));

    expect({ status, error }).toEqual(end);
  });

  it.each([
    ['States.ALL', { status: 'FAILED', error: 'States.DataLimitExceeded' }],
    ['States.TaskFailed', { status: 'FAILED', error: 'States.DataLimitExceeded' }],
    ['States.DataLimitExceeded', { status: 'SUCCEEDED', error: undefined }],
  ])('fails in a Parallel state with a catcher of %s as on AWS', async (name, end) => {
    const Branches = [{ StartAt: 'In', States: { In: { ...inList, End: true } } }];
    const First = {
      ...{ Type: 'Parallel', Branches, End: true },
      Catch: [{ ErrorEquals: [name], Next: 'Done' }],
    };
    const { status, error } = await endOf(
      `catch-${name.replace('.', '-')}`,
      { First, Done: done },
      textOf(LIMIT - 5),
    );

    expect({ status, error }).toEqual(end);
  });
});
