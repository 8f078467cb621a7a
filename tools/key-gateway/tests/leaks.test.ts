import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateStateMachineAliasCommand,
  PublishStateMachineVersionCommand,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { poll } from 'helpers/poll';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  administration,
  deploying,
  ended,
  forStateMachine,
  SECRET,
  startOne,
  stateMachine,
} from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  type Json,
  ROOT,
} from 'test-fixtures/gateway-fixture';
import { signed } from './fake-upstream.ts';
import { type CallName, calls, type Subjects } from './step-functions-calls.ts';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let subjects: Subjects;
let people: Credentials[];

const roleMayLog = (role: string): Json => ({
  ...allow('kms:GenerateDataKey'),
  Principal: { AWS: role },
  Condition: {
    StringEquals: {
      'kms:EncryptionContext:SourceArn': `arn:aws:logs:${LOCAL.region}:${LOCAL.account}:*`,
    },
  },
});

/** Identities that can call every API, and have no permission on the key. */
beforeAll(async () => {
  fixture = await start();
  const { stepFunctions, logs } = fixture.sdk();
  const role = await fixture.role('workflow', { Service: 'states.amazonaws.com' }, [
    allow('logs:*'),
  ]);
  const key = await fixture.key([
    administration,
    deploying,
    forStateMachine(role, 'first'),
    roleMayLog(role),
  ]);
  const arn = await stateMachine(fixture, 'first', role, key, { seconds: 1 });
  const group = '/aws/vendedlogs/states/first';
  await logs.send(new CreateLogGroupCommand({ logGroupName: group }));
  const logGroupArn = `arn:aws:logs:${LOCAL.region}:${LOCAL.account}:log-group:${group}:*`;
  await stepFunctions.send(
    new UpdateStateMachineCommand({
      stateMachineArn: arn,
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
      },
    }),
  );
  const { stateMachineVersionArn: version = '' } = await stepFunctions.send(
    new PublishStateMachineVersionCommand({ stateMachineArn: arn }),
  );
  const alias = await stepFunctions.send(
    new CreateStateMachineAliasCommand({
      name: 'live',
      routingConfiguration: [{ stateMachineVersionArn: version, weight: 100 }],
    }),
  );
  const execution = await startOne(fixture, arn);
  const stopped = await startOne(fixture, arn);
  await stepFunctions.send(
    new StopExecutionCommand({ executionArn: stopped, error: SECRET, cause: SECRET }),
  );
  await ended(fixture, execution);
  subjects = {
    stateMachine: arn,
    version,
    alias: alias.stateMachineAliasArn ?? '',
    execution,
    activity: arn.replace('stateMachine:first', 'activity:none'),
    role,
    key,
  };
  people = [ROOT, await fixture.user('operator', [allow('states:*', 'logs:*', 'kms:*')])];
}, timeout);

const everythingOf = async (call: CallName, who: Credentials): Promise<string> => {
  const settled = await calls[call](fixture.sdk(who).stepFunctions, subjects).catch(
    (error: unknown) => error,
  );
  return settled instanceof Error
    ? `${settled.stack} ${JSON.stringify(settled)}`
    : JSON.stringify(settled);
};

describe('a marked secret in an execution', () => {
  // id: secret-stays-in
  it.each(Object.keys(calls) as CallName[])(
    'is not in any answer to %s without the key',
    async (call) => {
      for (const who of people) expect(await everythingOf(call, who)).not.toContain(SECRET);
    },
  );

  // id: secret-not-in-logs
  it('is not in a log group, because log delivery cannot decrypt', async () => {
    await poll('The denied log delivery', async () =>
      fixture.gateway
        .events()
        .find(
          ({ errorCode, requestParameters: { encryptionContext } }) =>
            errorCode !== undefined && JSON.stringify(encryptionContext)?.includes('SourceArn'),
        ),
    );
    const { logs } = fixture.sdk();
    const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups.length).toBeGreaterThan(0);
    for (const { logGroupName } of logGroups) {
      const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
      expect(JSON.stringify(events)).not.toContain(SECRET);
    }
  });

  it('is not in an event, a file or a log line of the gateway', async () => {
    expect(fixture.gateway.events().length).toBeGreaterThan(0);
    expect(JSON.stringify(fixture.gateway.events())).not.toContain(SECRET);
    for (const file of await readdir(fixture.folder)) {
      expect(await readFile(join(fixture.folder, file), 'utf8')).not.toContain(SECRET);
    }
    expect(fixture.logged.join('\n')).not.toContain(SECRET);
  });

  it('is not in a trail of the emulator, because no principal can create one through the gateway', async () => {
    const config = { method: 'POST', body: '{"cloudtrail._recording_enabled":"true"}' };
    expect((await fetch(`${fixture.gateway.url}/_ministack/config`, config)).status).toBe(403);
    await startOne(fixture, subjects.stateMachine);
    const target = 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents';
    const headers = signed(target, 'cloudtrail');
    const answer = await fetch(fixture.gateway.url, { method: 'POST', headers, body: '{}' });
    const text = await answer.text();
    expect(JSON.parse(text)).toHaveProperty('Events');
    expect(text).not.toContain(SECRET);
  });
});
