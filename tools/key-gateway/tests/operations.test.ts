import { readFileSync } from 'node:fs';
import {
  CreateActivityCommand,
  CreateStateMachineAliasCommand,
  PublishStateMachineVersionCommand,
} from '@aws-sdk/client-sfn';
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
  SECRET,
  startOne,
  stateMachine,
} from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  ROOT,
} from 'test-fixtures/gateway-fixture';
import { type StepFunctionsApi, stepFunctionsApis } from 'who-can-read';
import { type CallName, calls, missing, type Subjects } from './step-functions-calls.ts';

type Case = { call: CallName; gives: Partial<Record<Who, string>> };
type Who =
  | 'root'
  | 'operator'
  | 'auditor'
  | 'narrowed auditor'
  | 'developer'
  | 'stranger'
  | 'unknown key';

/** The expected result of every operation for every kind of caller. To add a case, you need no code. */
const cases: Case[] = JSON.parse(
  readFileSync(new URL('cases/operations.json', import.meta.url), 'utf8'),
);
const rows = cases.flatMap(({ call, gives }) =>
  Object.entries(gives).map(([who, outcome]) => [call, who, outcome] as const),
);

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let subjects: Subjects;
let people: Record<string, Credentials>;

beforeAll(async () => {
  fixture = await start();
  const role = await executionRole(fixture, 'workflow');
  const auditor = await fixture.role('auditor', { AWS: LOCAL.account }, [allow('states:*')]);
  const key = await fixture.key([
    administration,
    deploying,
    forStateMachine(role, 'first'),
    reading(auditor),
  ]);
  const arn = await stateMachine(fixture, 'first', role, key);
  const { stepFunctions } = fixture.sdk();
  const published = await stepFunctions.send(
    new PublishStateMachineVersionCommand({ stateMachineArn: arn }),
  );
  const version = published.stateMachineVersionArn ?? '';
  const alias = await stepFunctions.send(
    new CreateStateMachineAliasCommand({
      name: 'live',
      routingConfiguration: [{ stateMachineVersionArn: version, weight: 100 }],
    }),
  );
  const activity = await stepFunctions.send(new CreateActivityCommand({ name: 'desk' }));
  const execution = await startOne(fixture, arn);
  expect(await ended(fixture, execution)).toBe('SUCCEEDED');
  subjects = {
    stateMachine: arn,
    version,
    alias: alias.stateMachineAliasArn ?? '',
    execution,
    activity: activity.activityArn ?? '',
    role,
    key,
  };
  people = {
    root: ROOT,
    operator: await fixture.user('operator', [allow('states:*', 'iam:PassRole')]),
    auditor: await fixture.session(auditor),
    'narrowed auditor': await fixture.session(auditor, {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [allow('states:*'), { Effect: 'Deny', Action: 'kms:*', Resource: '*' }],
      }),
    }),
    developer: await fixture.user('developer', [
      allow('states:*', 'iam:PassRole', 'kms:DescribeKey', 'kms:GenerateDataKey'),
    ]),
    stranger: await fixture.user('stranger', [allow('s3:*')]),
    'unknown key': { accessKeyId: 'AKIANOBODYKNOWSTHISK', secretAccessKey: 'none' },
  };
}, timeout);

/** `data`, `no data`, or the name of the error. */
async function outcome(call: CallName, who: string): Promise<{ name: string; message: string }> {
  try {
    const answer = await calls[call](fixture.sdk(people[who]).stepFunctions, subjects);
    const text = JSON.stringify(answer);
    return { name: text.includes(SECRET) ? 'data' : 'no data', message: '' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    expect(JSON.stringify(error)).not.toContain(SECRET);
    return { name: error.name, message: error.message };
  }
}

describe('an operation of Step Functions on a state machine under a key', () => {
  // id: operations-by-caller
  it.each(rows)('%s, called by the %s, gives: %s', async (call, who, expected) => {
    expect(await outcome(call, who)).toMatchObject({ name: expected });
  });

  // id: every-operation-has-cases
  it('has a case for each operation', () => {
    const names = Object.keys(stepFunctionsApis) as StepFunctionsApi[];
    expect(missing(names)).toEqual([]);
    expect(new Set(cases.map(({ call }) => call))).toEqual(new Set(Object.keys(calls)));
  });
});
