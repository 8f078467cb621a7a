/**
 * On a busy machine the demo sometimes missed a function's log line: the emulator reads lines until
 * 50 ms after a function's answer, and later lines only with the function's next call.
 */
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { functionLogs } from '../../demo/logs.ts';

const at = { region: 'us-east-1' };
const logs = mockClient(CloudWatchLogsClient);
const lambda = mockClient(LambdaClient);
const sdk = { logs: new CloudWatchLogsClient(at), lambda: new LambdaClient(at) };
const ARN = 'arn:aws:states:us-east-1:123456789012:execution:stock-trading:one';
const group = (name: string): string => `/aws/lambda/stock-trading/${name}`;
const line = (second: number) => ({
  message: JSON.stringify({
    ...{ level: 'INFO', message: 'Done.', correlation_id: ARN },
    timestamp: `2026-11-24T12:00:0${second}.000Z`,
  }),
});

beforeEach(() => {
  logs.reset();
  lambda.reset();
  logs.on(FilterLogEventsCommand).resolves({ events: [] });
  logs.on(FilterLogEventsCommand, { logGroupName: group('check-price') }).resolves({
    events: [line(1)],
  });
  logs.on(FilterLogEventsCommand, { logGroupName: group('save') }).resolves({ events: [line(3)] });
  const called = (name: string) => ({
    FunctionName: `function-${name}`,
    LoggingConfig: { LogGroup: group(name) },
  });
  lambda.on(ListFunctionsCommand).resolves({
    Functions: [...['check-price', 'buy', 'sell', 'save'].map(called), { FunctionName: 'another' }],
  });
});

describe('the log of the functions', () => {
  it('is returned unchanged when it is complete', async () => {
    const found = await functionLogs(sdk, 'stock-trading', ARN, 2);

    expect(found.map((one) => one.group)).toEqual([group('check-price'), group('save')]);
    expect(lambda.commandCalls(InvokeCommand)).toEqual([]);
  });

  it.each([
    ['text', `2026-11-24T12:00:02.000Z INFO Done. ${ARN}`],
    ['JSON of another format', JSON.stringify({ severity: 'info', text: ARN })],
    ['pretty-printed JSON', `{\n  "level": "INFO",\n  "arn": "${ARN}"`],
  ])('shows a line of %s unchanged, with its time of arrival', async (_, message) => {
    logs.on(FilterLogEventsCommand, { logGroupName: group('sell') }).resolves({
      events: [{ message, timestamp: Date.parse('2026-11-24T12:00:02.000Z') }],
    });

    const found = await functionLogs(sdk, 'stock-trading', ARN, 3);

    expect(found[1]).toEqual({ group: group('sell'), message });
    expect(found).toHaveLength(3);
  });

  it('sorts late lines of a function into the correct place', async () => {
    lambda.on(InvokeCommand).callsFake(() => {
      logs.on(FilterLogEventsCommand, { logGroupName: group('sell') }).resolves({
        events: [line(2)],
      });
      return {};
    });

    const found = await functionLogs(sdk, 'stock-trading', ARN, 3);

    expect(found.map((one) => one.group)).toEqual([
      group('check-price'),
      group('sell'),
      group('save'),
    ]);
    const called = lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input.FunctionName);
    expect(called).toEqual(['function-buy', 'function-sell']);
  });
});
