import { InvokeCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { poll } from 'helpers/poll';
import { rootOf } from 'helpers/root-credentials';
import { createStack, templateText } from 'test-fixtures/create-stack';
import { emulatorForTests } from 'test-fixtures/emulator-fixture';
import { TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { type Clients, clients } from '../../aws/clients.ts';
import { LOCAL } from '../../aws/environment.ts';

// The tests start programs, and the machine can be busy.
jest.setTimeout(60_000);

const { start } = emulatorForTests();
let aws: Clients;

beforeAll(async () => {
  const { url } = await start();
  aws = clients({ url, region: LOCAL.region }, rootOf(LOCAL.account));
  const template = await templateText('tools/local-aws/tests/emulator/lambda-errors.yaml');
  await createStack(aws.cloudFormation, { name: 'failing', template });
  // The emulator's CloudFormation ignores ReservedConcurrentExecutions.
  await aws.lambda.send(
    new PutFunctionConcurrencyCommand({
      FunctionName: 'throttled',
      ReservedConcurrentExecutions: 0,
    }),
  );
}, TIMEOUT);

async function invoke(way: string) {
  const call = { FunctionName: 'failing', Payload: JSON.stringify({ way }) };
  const { FunctionError, Payload } = await aws.lambda.send(new InvokeCommand(call));
  return { FunctionError, payload: JSON.parse(Payload?.transformToString() ?? '') };
}

async function execute(way: string, stateMachine = 'failing') {
  const stateMachineArn = `arn:aws:states:${LOCAL.region}:${LOCAL.account}:stateMachine:${stateMachine}`;
  const input = JSON.stringify({ way });
  const started = await aws.stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn, input }),
  );
  const { executionArn } = started;
  return poll('The end of the execution', async () => {
    const now = await aws.stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    return now.status === 'RUNNING' ? undefined : now;
  });
}

describe('a function that fails', () => {
  // id: lambda-error-names
  it.each([
    ['throw', 'TableBusyError', 'busy'],
    ['reject', 'TypeError', 'no such type'],
    ['text', 'string', 'just words'],
    ['exit', 'Runtime.ExitError', 'Runtime exited'],
    ['wait', 'Sandbox.Timedout', 'Task timed out after 1.00 seconds'],
  ])('by %s is reported as %s', async (way, errorType, message) => {
    expect(await invoke(way)).toEqual({
      FunctionError: 'Unhandled',
      payload: expect.objectContaining({
        errorType,
        errorMessage: expect.stringContaining(message),
      }),
    });
  });

  it('reports its stack trace with the paths of Lambda', async () => {
    const { payload } = await invoke('throw');

    expect(payload.trace).toEqual(
      expect.arrayContaining([
        'TableBusyError: busy',
        expect.stringMatching(/^ {4}at .*\(\/var\/task\/index\.js:\d+:\d+\)$/),
      ]),
    );
  });

  it('answers the next call without an error', async () => {
    expect(await invoke('answer')).toEqual({ FunctionError: undefined, payload: 'answered' });
  });
});

describe('a number that is too large', () => {
  // The emulator wrote the word Infinity, which is not JSON, so the function never ran.
  // id: large-numbers
  it.each([
    ['1e400', 'Infinity'],
    ['-1e400', '-Infinity'],
    ['1.5', '1.5'],
  ])('reaches a function as Node.js parses it: %s', async (number, read) => {
    const call = { FunctionName: 'failing', Payload: `{"number":${number}}` };
    const { FunctionError, Payload } = await aws.lambda.send(new InvokeCommand(call));
    expect({ FunctionError, answer: Payload?.transformToString() }).toEqual({
      FunctionError: undefined,
      answer: JSON.stringify(read),
    });
  });
});

describe('a workflow', () => {
  // id: retry-by-error-name
  it('matches an error by name, and gets its message and stack trace', async () => {
    const { status, output = '' } = await execute('throw');

    expect(status).toBe('SUCCEEDED');
    const { Error: name, Cause } = JSON.parse(output);
    expect(name).toBe('TableBusyError');
    expect(JSON.parse(Cause)).toMatchObject({ errorType: name, errorMessage: 'busy' });
  });

  it('matches the error of a function process that ended', async () => {
    expect(await execute('exit')).toMatchObject({ status: 'SUCCEEDED', output: '"exited"' });
  });

  // id: throttled-function
  it('fails with Lambda.TooManyRequestsException when Lambda throttles the call', async () => {
    expect(await execute('answer', 'throttling')).toMatchObject({
      status: 'FAILED',
      error: 'Lambda.TooManyRequestsException',
    });
  });

  it('fails with the name of an error that it does not catch', async () => {
    expect(await execute('reject')).toMatchObject({ status: 'FAILED', error: 'TypeError' });
  });
});
