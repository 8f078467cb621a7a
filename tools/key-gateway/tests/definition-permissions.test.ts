/**
 * An operator could read the deployed sample without the key: start a definition with an
 * `aws-sdk:sfn:describeExecution` task, and describe its output. The emulator makes the calls of a
 * definition without any check; on AWS the execution role lacks the permission, and the task fails.
 */
import { CreateAliasCommand } from '@aws-sdk/client-kms';
import {
  CreateStateMachineCommand,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  TestStateCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
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
  type Json,
  ROOT,
} from 'test-fixtures/gateway-fixture';
import { sdkFor } from 'test-fixtures/sdk-clients';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let operator: Credentials;
let key: string;
let stateMachineArn: string;
let execution: string;
const roles: Record<string, string> = {};
const FUNCTION = `arn:aws:lambda:${LOCAL.region}:${LOCAL.account}:function:trade`;
const trust = { Service: 'states.amazonaws.com' };
const on = (action: string, Resource: string, Effect = 'Allow'): Json => ({
  Effect,
  Action: action,
  Resource,
});

beforeAll(async () => {
  fixture = await start();
  operator = await fixture.user('operator', [allow('states:*', 'iam:PassRole')]);
  const workflow = await executionRole(fixture, 'workflow');
  const policies: Record<string, Json[]> = {
    nothing: [],
    reader: [allow('states:DescribeExecution', 'states:StartExecution')],
    auditor: [allow('states:*')],
    'one function': [on('lambda:InvokeFunction', FUNCTION)],
    'every function': [allow('lambda:InvokeFunction')],
    'every function except one': [
      allow('lambda:InvokeFunction'),
      on('lambda:*', FUNCTION, 'Deny'),
      on('s3:*', 'arn:aws:s3:::other', 'Deny'),
    ],
    'every function, but no bucket': [
      allow('lambda:InvokeFunction'),
      on('s3:*', 'arn:aws:s3:::other', 'Deny'),
    ],
  };
  for (const [name, statements] of Object.entries(policies)) {
    roles[name] = await fixture.role(name.replace(/[^a-z]/g, '-'), trust, statements);
  }
  key = await fixture.key([
    ...[
      administration,
      deploying,
      forStateMachine(workflow, 'first'),
      reading(roles['auditor'] ?? ''),
    ],
  ]);
  stateMachineArn = await stateMachine(fixture, 'first', workflow, key);
  execution = await startOne(fixture, stateMachineArn);
  await ended(fixture, execution);
}, timeout);

const task = (Resource: string, Parameters?: object): string =>
  JSON.stringify({
    StartAt: 'Call',
    States: { Call: { Type: 'Task', Resource, ...(Parameters ? { Parameters } : {}), End: true } },
  });
const sdkTask = (call: string, parameters?: object) =>
  task(`arn:aws:states:::aws-sdk:${call}`, parameters);
const name = (error: unknown) => (error instanceof Error ? error.name : 'thrown');

let made = 0;
function create(definition: string, role: string, as = operator): Promise<string> {
  made += 1;
  const command = new CreateStateMachineCommand({
    ...{ name: `made-${made}`, definition, roleArn: roles[role] ?? role },
  });
  return fixture
    .sdk(as)
    .stepFunctions.send(command)
    .then(() => 'created', name);
}

describe('a definition that calls other services', () => {
  const describes = () => sdkTask('sfn:describeExecution', { ExecutionArn: execution });

  // id: definition-permissions
  it('is denied when its role lacks the permission, on create and on update', async () => {
    expect(await create(describes(), 'nothing')).toBe('AccessDeniedException');
    const open = await stateMachine(fixture, 'open', roles['nothing'] ?? '');
    const update = (definition: string) =>
      fixture
        .sdk(operator)
        .stepFunctions.send(new UpdateStateMachineCommand({ stateMachineArn: open, definition }))
        .then(() => 'updated', name);
    expect(await update(describes())).toBe('AccessDeniedException');
    expect(await update(task(FUNCTION))).toBe('AccessDeniedException');
    expect(await update('{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}')).toBe(
      'updated',
    );
  });

  it('needs the key of an execution that it reads', async () => {
    expect(await create(describes(), 'reader')).toBe('AccessDeniedException');
    expect(await create(describes(), 'auditor')).toBe('created');
    const history = sdkTask('sfn:getExecutionHistory', { ExecutionArn: execution });
    expect(await create(history, 'reader')).toBe('AccessDeniedException');
    expect(await create(history, 'auditor')).toBe('created');
    const both = { ExecutionArn: stateMachineArn, executionArn: execution };
    expect(await create(sdkTask('sfn:describeExecution', both), 'auditor')).toBe(
      'AccessDeniedException',
    );
  });

  it('gives the output of a nested execution only under its key', async () => {
    const nested = (suffix: string) =>
      task(`arn:aws:states:::states:startExecution${suffix}`, { StateMachineArn: stateMachineArn });
    expect(await create(nested(''), 'reader')).toBe('created');
    expect(await create(nested('.sync:2'), 'reader')).toBe('AccessDeniedException');
    expect(await create(nested('.sync:2'), 'auditor')).toBe('created');
  });

  it('is denied in every branch and item processor', async () => {
    const inner = JSON.parse(describes());
    const parallel = {
      StartAt: 'P',
      States: { P: { Type: 'Parallel', Branches: [inner], End: true } },
    };
    const map = { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor: inner, End: true } } };
    expect(await create(JSON.stringify(parallel), 'nothing')).toBe('AccessDeniedException');
    expect(await create(JSON.stringify(map), 'nothing')).toBe('AccessDeniedException');
  });

  it('is denied for a call that the gateway cannot decide', async () => {
    expect(await create(task('arn:aws:states:::unknown'), 'auditor')).toBe('AccessDeniedException');
    expect(await create(task(`arn:aws:states:::x:${FUNCTION}`), 'auditor')).toBe(
      'AccessDeniedException',
    );
    expect(await create(sdkTask('sfn:updateStateMachine', {}), 'auditor')).toBe(
      'AccessDeniedException',
    );
    expect(await create('not JSON', 'auditor')).toBe('InvalidDefinition');
  });

  it('checks both Parameters and Arguments, because the query language decides which one applies', async () => {
    const both = {
      ...JSON.parse(task('arn:aws:states:::aws-sdk:sfn:describeExecution', { ExecutionArn: 'x' })),
      QueryLanguage: 'JSONata',
    };
    const [state] = Object.values<Record<string, unknown>>(both.States);
    Object.assign(state ?? {}, { Arguments: { ExecutionArn: execution } });
    expect(await create(JSON.stringify(both), 'reader')).toBe('AccessDeniedException');
  });

  it('is rejected when a JSON object has a name twice', async () => {
    const twice = describes().replace(/^\{/, '{"States":{"T":{"Type":"Pass","End":true}},');
    expect(await create(twice, 'auditor')).toBe('InvalidDefinition');
  });

  it('is rejected when the validation of Step Functions rejects it', async () => {
    const lost = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } });
    expect(await create(lost, 'auditor')).toBe('InvalidDefinition');
    const { stepFunctions } = fixture.sdk();
    const validate = (text: string) =>
      stepFunctions.send(new ValidateStateMachineDefinitionCommand({ definition: text }));
    expect(await validate(lost)).toMatchObject({
      result: 'FAIL',
      diagnostics: [{ code: 'MISSING_TRANSITION_TARGET', location: '/States/A/Next' }],
    });
    expect(await validate(describes())).toMatchObject({ result: 'OK', diagnostics: [] });
  });

  it('needs the key policy for a KMS call', async () => {
    await fixture.sdk().kms.send(
      new CreateAliasCommand({
        AliasName: 'alias/none',
        TargetKeyId: await fixture.key([
          administration,
          { ...allow('kms:CreateAlias'), Principal: { AWS: LOCAL.account } },
        ]),
      }),
    );
    const decrypt = sdkTask('kms:decrypt', { KeyId: key, CiphertextBlob: 'AAAA' });
    expect(await create(decrypt, 'auditor')).toBe('AccessDeniedException');
    expect(await create(sdkTask('kms:decrypt', { 'KeyId.$': '$.key' }), 'auditor')).toBe(
      'AccessDeniedException',
    );
  });
});

describe('a resource that only the input decides', () => {
  const dynamic = task('arn:aws:states:::lambda:invoke', { 'FunctionName.$': '$.name' });
  const jsonata = JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'Call',
    States: {
      Call: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: '{% $states.input.name %}' },
        End: true,
      },
    },
  });

  // id: dynamic-targets
  it.each([
    ['one function', 'AccessDeniedException'],
    ['every function', 'created'],
    ['every function except one', 'AccessDeniedException'],
    ['every function, but no bucket', 'created'],
  ])('needs a role with permission on every function: %s gives %s', async (role, expected) => {
    expect(await create(dynamic, role)).toBe(expected);
    expect(await create(jsonata, role)).toBe(expected);
  });

  it('cannot be read when its key is unknown', async () => {
    const reads = sdkTask('sfn:describeExecution', { 'ExecutionArn.$': '$.arn' });
    expect(await create(reads, 'auditor')).toBe('AccessDeniedException');
  });
});

describe('a state machine that was created within the emulator', () => {
  it('does not start when its role lacks a permission, and the error does not contain the definition', async () => {
    const within = sdkFor(fixture.emulator.url, ROOT).stepFunctions;
    const { stateMachineArn } = await within.send(
      new CreateStateMachineCommand({
        name: 'within',
        definition: task('arn:aws:states:::aws-sdk:sfn:describeExecution', {
          ExecutionArn: execution,
          Marked: SECRET,
        }),
        roleArn: roles['nothing'],
      }),
    );
    for (const command of [StartExecutionCommand, StartSyncExecutionCommand]) {
      const error = await fixture
        .sdk(operator)
        .stepFunctions.send(new command({ stateMachineArn }) as StartExecutionCommand)
        .then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
      expect(error).toMatchObject({ name: 'AccessDeniedException' });
      expect(String(error)).not.toContain('describeExecution');
    }
  });
});

describe('TestState', () => {
  const test = (role: string | undefined, as: Credentials) =>
    fixture
      .sdk(as)
      .stepFunctions.send(
        new TestStateCommand({
          definition: JSON.stringify({ Type: 'Task', Resource: FUNCTION, End: true }),
          ...(role ? { roleArn: roles[role] ?? role } : {}),
        }),
      )
      .then(() => 'tested', name);

  // id: test-state-needs-role
  it('needs iam:PassRole, and a role with the permission for the call', async () => {
    const tester = await fixture.user('tester', [allow('states:*')]);
    expect(await test('one function', tester)).toBe('AccessDeniedException');
    expect(await test('nothing', operator)).toBe('AccessDeniedException');
    const missing = `arn:aws:iam::${LOCAL.account}:role/does-not-exist`;
    expect(await test(missing, operator)).toBe('AccessDeniedException');
    expect(await test(undefined, operator)).toBe('ValidationException');
    expect(await test('one function', operator)).toBe('tested');
  });
});
