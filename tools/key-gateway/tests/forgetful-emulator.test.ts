/**
 * LocalEmu accepts a customer managed key and stores none, and moto stores none for executions. The
 * gateway then treated state machines and executions as unencrypted, and everyone could read them.
 */
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourceCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  GetExecutionHistoryCommand,
  PublishStateMachineVersionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  administration,
  definition,
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
import { sdkFor } from 'test-fixtures/sdk-clients';
import { startGateway } from '../gateway.ts';
import { type Forgets, forgetfulProxy } from './forgetful-proxy.ts';

let forgets: Forgets = 'every key';
let proxyUrl = '';
const { start, timeout } = gatewayFixtureForTests({
  async upstream(emulatorUrl) {
    const proxy = await forgetfulProxy(emulatorUrl, () => forgets);
    proxyUrl = proxy.url;
    return proxy;
  },
});
let fixture: GatewayFixture;
let role: string;
let key: string;
let auditor: Credentials;
let operator: Credentials;

const NAMES = ['kept', 'forgotten', 'version', 'opened', 'restarted', 'from-stack'];

beforeAll(async () => {
  fixture = await start();
  role = await executionRole(fixture, 'workflow');
  const reader = await fixture.role('auditor', { AWS: LOCAL.account }, [allow('states:*')]);
  key = await fixture.key([
    ...[administration, deploying, reading(reader)],
    ...NAMES.map((name) => ({ ...forStateMachine(role, name), Sid: name.replace('-', '') })),
  ]);
  auditor = await fixture.session(reader);
  operator = await fixture.user('operator', [allow('states:*', 'iam:PassRole')]);
}, timeout);

type Reader = Credentials;
const name = (error: unknown): string => (error instanceof Error ? error.name : 'thrown');
const outcome = (found: Promise<object>): Promise<string> =>
  found.then((answer) => (JSON.stringify(answer).includes(SECRET) ? 'data' : 'no data'), name);
const client = (as: Reader, url = fixture.gateway.url) => sdkFor(url, as).stepFunctions;
const readStateMachine = (stateMachineArn: string, as: Reader, url?: string) =>
  outcome(client(as, url).send(new DescribeStateMachineCommand({ stateMachineArn })));
const readExecution = (executionArn: string, as: Reader, url?: string) =>
  outcome(client(as, url).send(new DescribeExecutionCommand({ executionArn })));

describe('an emulator that forgets every key', () => {
  // id: forgetful-emulator
  it('does not return data to a caller without the key', async () => {
    forgets = 'every key';
    const arn = await stateMachine(fixture, 'forgotten', role, key);
    const execution = await startOne(fixture, arn);
    await ended(fixture, execution);
    const history = new GetExecutionHistoryCommand({ executionArn: execution });
    const ofExecution = new DescribeStateMachineForExecutionCommand({ executionArn: execution });
    for (const as of [operator, ROOT]) {
      expect(await readStateMachine(arn, as)).toBe('KmsAccessDeniedException');
      expect(await readExecution(execution, as)).toBe('KmsAccessDeniedException');
      expect(await outcome(client(as).send(history))).toBe('KmsAccessDeniedException');
      expect(await outcome(client(as).send(ofExecution))).toBe('KmsAccessDeniedException');
    }
    expect(await readStateMachine(arn, auditor)).toBe('data');
    expect(await readExecution(execution, auditor)).toBe('data');
  });

  it('shows the key that the gateway remembers', async () => {
    const arn = `arn:aws:states:${LOCAL.region}:${LOCAL.account}:stateMachine:forgotten`;
    const found = await client(auditor).send(
      new DescribeStateMachineCommand({ stateMachineArn: arn }),
    );
    expect(found.encryptionConfiguration).toEqual({
      type: 'CUSTOMER_MANAGED_KMS_KEY',
      kmsKeyId: key,
      kmsDataKeyReusePeriodSeconds: 300,
    });
  });

  it('keeps a version under the key that it was published with', async () => {
    const arn = await stateMachine(fixture, 'version', role, key);
    const { stateMachineVersionArn: version = '' } = await client(ROOT).send(
      new PublishStateMachineVersionCommand({ stateMachineArn: arn }),
    );
    await removeKey(arn);
    expect(await readStateMachine(version, operator)).toBe('KmsAccessDeniedException');
    expect(await readStateMachine(version, auditor)).toBe('data');
    expect(await readStateMachine(arn, operator)).toBe('data');
  });

  it('stays protected when the gateway restarts', async () => {
    const arn = await stateMachine(fixture, 'restarted', role, key);
    const execution = await startOne(fixture, arn);
    await ended(fixture, execution);
    const next = await startGateway({ upstream: proxyUrl, folder: fixture.folder });
    try {
      expect(await readStateMachine(arn, operator, next.url)).toBe('KmsAccessDeniedException');
      expect(await readExecution(execution, operator, next.url)).toBe('KmsAccessDeniedException');
      expect(await readStateMachine(arn, auditor, next.url)).toBe('data');
    } finally {
      await next.stop();
    }
  });

  it('uses the template for a state machine that CloudFormation created', async () => {
    // One of the same name under a key, created and deleted through the API, must not count.
    const before = await stateMachine(fixture, 'from-stack', role, key);
    await client(ROOT).send(new DeleteStateMachineCommand({ stateMachineArn: before }));
    const cloudFormation = new CloudFormationClient({
      endpoint: fixture.gateway.url,
      region: LOCAL.region,
      credentials: ROOT,
    });
    const template = {
      Resources: {
        Made: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: {
            StateMachineName: 'from-stack',
            RoleArn: role,
            DefinitionString: definition(),
            EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY', KmsKeyId: key },
          },
        },
      },
    };
    await cloudFormation.send(
      new CreateStackCommand({ StackName: 'made', TemplateBody: JSON.stringify(template) }),
    );
    await waitUntilStackCreateComplete(
      { client: cloudFormation, maxWaitTime: 60, minDelay: 1, maxDelay: 1 },
      { StackName: 'made' },
    );
    const { StackResourceDetail } = await cloudFormation.send(
      new DescribeStackResourceCommand({ StackName: 'made', LogicalResourceId: 'Made' }),
    );
    const arn = StackResourceDetail?.PhysicalResourceId ?? '';
    expect(await readStateMachine(arn, operator)).toBe('KmsAccessDeniedException');
    expect(await readStateMachine(arn, auditor)).toBe('data');
    cloudFormation.destroy();
  });

  it('stays readable for a state machine without a key', async () => {
    const arn = await stateMachine(fixture, 'without-key', role);
    expect(await readStateMachine(arn, operator)).toBe('data');
    await expect(
      client(operator).send(new DescribeStateMachineCommand({ stateMachineArn: arn })),
    ).resolves.not.toHaveProperty('encryptionConfiguration');
  });
});

describe('an emulator that forgets the keys of executions', () => {
  it('keeps an execution protected when its state machine loses the key', async () => {
    forgets = 'keys of executions';
    const arn = await stateMachine(fixture, 'opened', role, key);
    const execution = await startOne(fixture, arn);
    await ended(fixture, execution);
    await removeKey(arn);
    expect(await readExecution(execution, operator)).toBe('KmsAccessDeniedException');
    expect(await readExecution(execution, auditor)).toBe('data');
    const later = await startOne(fixture, arn);
    await ended(fixture, later);
    expect(await readExecution(later, operator)).toBe('data');
  });
});

function removeKey(stateMachineArn: string): Promise<object> {
  return client(ROOT).send(
    new UpdateStateMachineCommand({
      stateMachineArn,
      definition: definition(),
      encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
    }),
  );
}
