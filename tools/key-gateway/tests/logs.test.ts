import {
  CreateStackCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { DescribeStateMachineCommand, UpdateStateMachineCommand } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { poll } from 'helpers/poll';
import { LOCAL } from 'local-aws/aws/environment';
import {
  administration,
  deploying,
  ended,
  forStateMachine,
  SECRET,
  startOne,
} from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  type Json,
  policy,
} from 'test-fixtures/gateway-fixture';
import { signed } from './fake-upstream.ts';
import {
  DELIVERY,
  deliveryMayDecrypt,
  lines,
  logged,
  logOf,
  onLogs,
  stackThatLogs,
} from './logging.ts';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let role: string;
let roleMayLog: Json;

beforeAll(async () => {
  fixture = await start();
  role = await fixture.role('workflow', { Service: 'states.amazonaws.com' }, [allow(...DELIVERY)]);
  roleMayLog = {
    Sid: 'Logs',
    Effect: 'Allow',
    Principal: { AWS: role },
    Action: 'kms:GenerateDataKey',
    Resource: '*',
    Condition: onLogs,
  };
}, timeout);

/** Waits for a denied call of log delivery, and returns the last one. */
const deniedCall = (eventName: string, caller: RegExp) =>
  poll(`The denied ${eventName}`, async () =>
    fixture.gateway
      .events()
      .findLast(
        (event) =>
          event.errorCode !== undefined &&
          event.eventName === eventName &&
          caller.test(JSON.stringify(event.userIdentity)),
      ),
  );

describe('the log of a state machine under a key', () => {
  // id: log-shape
  it('has every event in the format of Step Functions, with data if configured', async () => {
    const key = await fixture.key([
      administration,
      deploying,
      forStateMachine(role, 'all'),
      roleMayLog,
      deliveryMayDecrypt,
    ]);
    const found = await logOf(
      fixture,
      await logged(fixture, 'all', role, key, { level: 'ALL', includeExecutionData: true }),
    );
    expect(found[0]).toEqual({
      id: '1',
      type: 'ExecutionStarted',
      details: expect.objectContaining({ input: expect.stringContaining(SECRET), roleArn: role }),
      redrive_count: '0',
      previous_event_id: '0',
      event_timestamp: expect.stringMatching(/^\d{13}$/),
      execution_arn: expect.stringContaining(':execution:all:'),
      logStreamName: expect.stringMatching(/^states\/all\/\d{4}-\d\d-\d\d-\d\d-\d\d\/[0-9a-f]{8}$/),
    });
    expect(found.map(({ type }) => type)).toEqual([
      ...['ExecutionStarted', 'WaitStateEntered', 'WaitStateExited'],
      ...['PassStateEntered', 'PassStateExited', 'ExecutionSucceeded'],
    ]);
    const delivery = fixture.gateway
      .events()
      .filter(({ requestParameters: { encryptionContext } }) =>
        JSON.stringify(encryptionContext)?.includes('SourceArn'),
      );
    expect(
      delivery.map(({ eventName, userIdentity }) => [eventName, userIdentity['type']]),
    ).toEqual([
      ['GenerateDataKey', 'AssumedRole'],
      ['Decrypt', 'AWSService'],
    ]);
  });

  // id: log-without-data
  it('has no execution data by default', async () => {
    const key = await fixture.key([
      administration,
      deploying,
      forStateMachine(role, 'bare'),
      roleMayLog,
      deliveryMayDecrypt,
    ]);
    const found = await logOf(
      fixture,
      await logged(fixture, 'bare', role, key, { level: 'ALL', includeExecutionData: false }),
    );
    expect(JSON.stringify(found)).not.toContain(SECRET);
    expect(found.find(({ type }) => type === 'PassStateEntered')?.details).toEqual({
      name: 'Pass',
    });
  });

  it('has only failure events at level ERROR', async () => {
    const key = await fixture.key([
      administration,
      deploying,
      forStateMachine(role, 'error'),
      roleMayLog,
      deliveryMayDecrypt,
    ]);
    const { logGroupName, stateMachineArn } = await logged(fixture, 'error', role, key, {
      level: 'ERROR',
      includeExecutionData: false,
    });
    const fails = { StartAt: 'No', States: { No: { Type: 'Fail', Error: 'Nope', Cause: SECRET } } };
    await ended(fixture, await startOne(fixture, stateMachineArn));
    const update = { stateMachineArn, definition: JSON.stringify(fails) };
    await fixture.sdk().stepFunctions.send(new UpdateStateMachineCommand(update));
    expect(await ended(fixture, await startOne(fixture, stateMachineArn))).toBe('FAILED');
    const found = await poll('The failure', async () => {
      const all = await lines(fixture, logGroupName);
      return all.some(({ type }) => type === 'ExecutionFailed') ? all : undefined;
    });
    expect(found.map(({ type }) => type)).toEqual(['FailStateEntered', 'ExecutionFailed']);
    expect(JSON.stringify(found)).not.toContain(SECRET);
  });

  // id: log-stops-without-decrypt
  it('stops when log delivery cannot decrypt, while executions continue, and starts again', async () => {
    const statements = [administration, deploying, forStateMachine(role, 'stops'), roleMayLog];
    const key = await fixture.key([...statements, deliveryMayDecrypt]);
    const stateMachine = await logged(fixture, 'stops', role, key, {
      level: 'ALL',
      includeExecutionData: false,
    });
    const before = await logOf(fixture, stateMachine);
    const put = (all: readonly Json[]) =>
      fixture.sdk().kms.send(new PutKeyPolicyCommand({ KeyId: key, Policy: policy(all) }));
    await put(statements);
    expect(await ended(fixture, await startOne(fixture, stateMachine.stateMachineArn))).toBe(
      'SUCCEEDED',
    );
    await deniedCall('Decrypt', /delivery\.logs\.amazonaws\.com/);
    expect(await lines(fixture, stateMachine.logGroupName)).toHaveLength(before.length);
    await put([...statements, deliveryMayDecrypt]);
    await logOf(fixture, stateMachine);
    expect(await lines(fixture, stateMachine.logGroupName)).toHaveLength(2 * before.length);
  });

  // id: log-needs-role-data-key
  it('is not written when the execution role cannot generate data keys for logs', async () => {
    const key = await fixture.key([
      administration,
      deploying,
      forStateMachine(role, 'no-key'),
      deliveryMayDecrypt,
    ]);
    const stateMachine = await logged(fixture, 'no-key', role, key, {
      level: 'ALL',
      includeExecutionData: false,
    });
    expect(await ended(fixture, await startOne(fixture, stateMachine.stateMachineArn))).toBe(
      'SUCCEEDED',
    );
    await deniedCall('GenerateDataKey', /assumed-role\/workflow/);
    expect(await lines(fixture, stateMachine.logGroupName)).toEqual([]);
  });
});

describe('the log of a state machine that CloudFormation made', () => {
  const stateMachineArn = `arn:aws:states:${LOCAL.region}:${LOCAL.account}:stateMachine:made`;
  const madeWith = (logGroupName: string) => ({
    StackName: 'made',
    TemplateBody: stackThatLogs(role),
    Parameters: [{ ParameterKey: 'GroupName', ParameterValue: logGroupName }],
  });
  const is = (status: string) =>
    poll(`${status} of the stack`, async () => {
      const which = new DescribeStacksCommand({ StackName: 'made' });
      const { Stacks } = await fixture.sdk().cloudFormation.send(which);
      return Stacks?.[0]?.StackStatus === status ? true : undefined;
    });

  // id: log-destination-from-template
  it('goes to the destination in the template, although the emulator does not store it', async () => {
    const logGroupName = '/aws/vendedlogs/states/made';
    const parameter = await fetch(fixture.gateway.url, {
      method: 'POST',
      headers: signed('AmazonSSM.PutParameter', 'ssm', LOCAL.account),
      body: JSON.stringify({ Name: '/made/version', Type: 'String', Value: '21' }),
    });
    expect(parameter.status).toBe(200);
    await fixture.sdk().cloudFormation.send(new CreateStackCommand(madeWith(logGroupName)));
    await is('CREATE_COMPLETE');
    expect(await logOf(fixture, { logGroupName, stateMachineArn })).toHaveLength(6);
  });

  // id: logging-configuration-shown
  it('is shown by DescribeStateMachine', async () => {
    const found = await fixture
      .sdk()
      .stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn }));
    expect(found.loggingConfiguration).toMatchObject({
      level: 'ALL',
      includeExecutionData: false,
      destinations: [
        { cloudWatchLogsLogGroup: { logGroupArn: expect.stringMatching(/:log-group:.*made:\*$/) } },
      ],
    });
    expect(found.definition).toContain('Wait');
  });

  // id: log-destination-update
  it('goes to another destination after an update of the stack', async () => {
    const logGroupName = '/aws/vendedlogs/states/elsewhere';
    await fixture.sdk().cloudFormation.send(new UpdateStackCommand(madeWith(logGroupName)));
    await is('UPDATE_COMPLETE');
    expect(await logOf(fixture, { logGroupName, stateMachineArn })).toHaveLength(6);
  });
});
