/**
 * An emulator that forgets keys, and a state machine that the API and a stack both change. The gateway
 * decided by the key that the API gave first, also after a stack had given the state machine another.
 */
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  UpdateStackCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  PublishStateMachineVersionCommand,
  StartExecutionCommand,
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
  reading,
  SECRET,
  startOne,
  stateMachine,
  stateMachineArn,
} from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  type Json,
  ROOT,
} from 'test-fixtures/gateway-fixture';
import { sdkFor } from 'test-fixtures/sdk-clients';
import { startGateway } from '../gateway.ts';
import { forgetfulProxy } from './forgetful-proxy.ts';

let proxyUrl = '';
const { start, timeout } = gatewayFixtureForTests({
  async upstream(emulatorUrl) {
    const proxy = await forgetfulProxy(emulatorUrl, () => 'every key');
    proxyUrl = proxy.url;
    return proxy;
  },
});
let fixture: GatewayFixture;
let role: string;
const keys = { a: '', b: '', c: '' };
type Letter = keyof typeof keys;
/** A reader of each key, of two keys, and of none. */
const readers: Record<string, Credentials> = {};
let cloudFormation: CloudFormationClient;

beforeAll(async () => {
  fixture = await start();
  role = await executionRole(fixture, 'workflow');
  const auditors: Record<string, string> = {};
  for (const name of ['a', 'b', 'c', 'ac']) {
    auditors[name] = await fixture.role(`auditor-${name}`, { AWS: LOCAL.account }, [
      allow('states:*'),
    ]);
    readers[name] = await fixture.session(auditors[name]);
  }
  readers['none'] = await fixture.user('operator', [allow('states:*', 'iam:PassRole')]);
  const uses: Json = {
    ...reading(role),
    Sid: 'Workflow',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
  };
  delete (uses as { Condition?: unknown }).Condition;
  for (const letter of ['a', 'b', 'c'] as const) {
    const allowed = Object.keys(auditors).filter((name) => name.includes(letter));
    keys[letter] = await fixture.key([
      ...[administration, deploying, uses],
      ...allowed.map((name) => ({ ...reading(auditors[name] ?? ''), Sid: `Reader${name}` })),
    ]);
  }
  cloudFormation = new CloudFormationClient({
    endpoint: fixture.gateway.url,
    region: LOCAL.region,
    credentials: ROOT,
  });
}, timeout);

const wait = { maxWaitTime: 60, minDelay: 1, maxDelay: 1 };
const encryption = (letter: Letter) => ({
  type: 'CUSTOMER_MANAGED_KMS_KEY' as const,
  kmsKeyId: keys[letter],
});

function template(name: string, letter?: Letter, more: Json = {}): string {
  return JSON.stringify({
    Resources: {
      Workflow: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          StateMachineName: name,
          RoleArn: role,
          DefinitionString: definition(),
          ...(letter
            ? {
                EncryptionConfiguration: {
                  Type: 'CUSTOMER_MANAGED_KMS_KEY',
                  KmsKeyId: keys[letter],
                },
              }
            : {}),
        },
      },
      Topic: { Type: 'AWS::SNS::Topic', Properties: more },
    },
  });
}

async function createStack(name: string, letter?: Letter): Promise<string> {
  await cloudFormation.send(
    new CreateStackCommand({ StackName: name, TemplateBody: template(name, letter) }),
  );
  await waitUntilStackCreateComplete({ client: cloudFormation, ...wait }, { StackName: name });
  return stateMachineArn(name);
}

async function updateStack(name: string, letter?: Letter, more?: Json): Promise<void> {
  await cloudFormation.send(
    new UpdateStackCommand({ StackName: name, TemplateBody: template(name, letter, more) }),
  );
  await waitUntilStackUpdateComplete({ client: cloudFormation, ...wait }, { StackName: name });
}

const updateByApi = (arn: string, letter: Letter) =>
  fixture.sdk().stepFunctions.send(
    new UpdateStateMachineCommand({
      stateMachineArn: arn,
      definition: definition(),
      encryptionConfiguration: encryption(letter),
    }),
  );

/** The names of the readers that get data. */
async function readersOf(arn: string, url = fixture.gateway.url): Promise<readonly string[]> {
  const allowed: string[] = [];
  for (const [name, credentials] of Object.entries(readers)) {
    const { stepFunctions } = sdkFor(url, credentials);
    const command = arn.includes(':execution:')
      ? new DescribeExecutionCommand({ executionArn: arn })
      : new DescribeStateMachineCommand({ stateMachineArn: arn });
    const answer = await stepFunctions
      .send(command as DescribeStateMachineCommand)
      .catch((error) => {
        expect(error).toHaveProperty('name', 'KmsAccessDeniedException');
      });
    if (answer && JSON.stringify(answer).includes(SECRET)) allowed.push(name);
  }
  return allowed;
}

const EVERYONE = ['a', 'b', 'c', 'ac', 'none'];

describe('a state machine that a stack and the API change, in an emulator that forgets keys', () => {
  // id: stack-after-api
  it('is decided by the key of a stack update after an update by the API', async () => {
    const arn = await createStack('api-then-stack', 'a');
    await updateByApi(arn, 'c');
    expect(await readersOf(arn)).toEqual(['c', 'ac']);
    await updateStack('api-then-stack', 'b');
    expect(await readersOf(arn)).toEqual(['b']);
  });

  it('is decided by the key of a stack update without an update by the API', async () => {
    const arn = await createStack('stack-only', 'a');
    expect(await readersOf(arn)).toEqual(['a', 'ac']);
    const execution = await startOne(fixture, arn);
    await ended(fixture, execution);
    const direct = sdkFor(fixture.emulator.url, ROOT).stepFunctions;
    const { executionArn: unseen = '' } = await direct.send(
      new StartExecutionCommand({ stateMachineArn: arn, input: JSON.stringify({ SECRET }) }),
    );
    await updateStack('stack-only', 'b');
    expect(await readersOf(arn)).toEqual(['b']);
    expect(await readersOf(execution)).toEqual(['a', 'ac']);
    expect(await readersOf(unseen)).not.toContain('b');
  });

  it('notes the key of each stack update, even if no caller reads the state machine', async () => {
    const arn = await createStack('unread', 'a');
    const direct = sdkFor(fixture.emulator.url, ROOT).stepFunctions;
    const { executionArn: unseen = '' } = await direct.send(
      new StartExecutionCommand({ stateMachineArn: arn, input: JSON.stringify({ SECRET }) }),
    );
    await updateStack('unread', 'b');
    expect(await readersOf(unseen)).not.toContain('b');
  });

  it('is decided by the key of the API after the last stack update', async () => {
    const arn = await createStack('stack-then-api', 'a');
    await updateStack('stack-then-api', 'b');
    await updateByApi(arn, 'c');
    expect(await readersOf(arn)).toEqual(['c', 'ac']);
    const next = await startGateway({ upstream: proxyUrl, folder: fixture.folder });
    try {
      expect(await readersOf(arn, next.url)).toEqual(['c', 'ac']);
    } finally {
      await next.stop();
    }
  });

  // id: unknown-order-of-changes
  it('needs both keys after a stack update that can have changed it', async () => {
    const arn = await createStack('unknown-order', 'a');
    await updateByApi(arn, 'c');
    await updateStack('unknown-order', 'a', { DisplayName: 'changed' });
    expect(await readersOf(arn)).toEqual(['ac']);
    const execution = await startOne(fixture, arn);
    await ended(fixture, execution);
    expect(await readersOf(execution)).toEqual(['ac']);
    await updateByApi(arn, 'b');
    expect(await readersOf(arn)).toEqual(['b']);
    expect(await readersOf(execution)).toEqual(['ac']);
  });

  it('needs the key after the API took it away and a stack can have given it back', async () => {
    const arn = await createStack('key-back', 'a');
    await fixture.sdk().stepFunctions.send(
      new UpdateStateMachineCommand({
        stateMachineArn: arn,
        definition: definition(),
        encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
      }),
    );
    expect(await readersOf(arn)).toEqual(EVERYONE);
    await updateStack('key-back', 'a', { DisplayName: 'changed' });
    expect(await readersOf(arn)).toEqual(['a', 'ac']);
  });

  it('is open after a stack took the key away, and its executions are not', async () => {
    const arn = await createStack('opened-by-stack', 'a');
    const execution = await startOne(fixture, arn);
    await ended(fixture, execution);
    await updateStack('opened-by-stack');
    expect(await readersOf(arn)).toEqual(EVERYONE);
    expect(await readersOf(execution)).toEqual(['a', 'ac']);
  });

  // id: created-again
  it('is decided by its own key when a stack creates it again under its name', async () => {
    const arn = await createStack('again', 'a');
    const publish = async () => {
      const command = new PublishStateMachineVersionCommand({ stateMachineArn: arn });
      const { stateMachineVersionArn = '' } = await fixture.sdk().stepFunctions.send(command);
      return stateMachineVersionArn;
    };
    const version = await publish();
    expect(await readersOf(version)).toEqual(['a', 'ac']);
    const StackName = 'again';
    await cloudFormation.send(new DeleteStackCommand({ StackName }));
    await waitUntilStackDeleteComplete({ client: cloudFormation, ...wait }, { StackName });
    await createStack('again', 'b');
    expect(await readersOf(arn)).toEqual(['b']);
    expect(await publish()).toBe(version);
    expect(await readersOf(version)).toEqual(['b']);
  });
});

describe('a state machine that was deleted and created again under its name', () => {
  // id: numbers-of-deleted-versions
  it.each(['b', undefined] as const)(
    'gives its versions its own encryption, and not that of the old numbers (key: %s)',
    async (letter) => {
      const name = `versions-${letter}`;
      const create = (key?: string) => stateMachine(fixture, name, role, key);
      const { stepFunctions } = fixture.sdk();
      const publish = async (arn: string) => {
        const command = new PublishStateMachineVersionCommand({ stateMachineArn: arn });
        return (await stepFunctions.send(command)).stateMachineVersionArn ?? '';
      };
      const arn = await create(keys.a);
      const old = await publish(arn);
      expect(await readersOf(old)).toEqual(['a', 'ac']);
      await stepFunctions.send(new DeleteStateMachineCommand({ stateMachineArn: arn }));
      await create(letter && keys[letter]);
      expect(await publish(arn)).toBe(old);
      expect(await readersOf(old)).toEqual(letter ? ['b'] : EVERYONE);
    },
  );

  it('gives an execution of an old name its own key', async () => {
    const create = (key: string) => stateMachine(fixture, 'names', role, key);
    const { stepFunctions } = fixture.sdk();
    const arn = await create(keys.a);
    const startNamed = async () => {
      const input = JSON.stringify({ SECRET });
      const command = new StartExecutionCommand({ stateMachineArn: arn, name: 'same', input });
      const { executionArn = '' } = await stepFunctions.send(command);
      await ended(fixture, executionArn);
      return executionArn;
    };
    const first = await startNamed();
    expect(await readersOf(first)).toEqual(['a', 'ac']);
    await stepFunctions.send(new DeleteStateMachineCommand({ stateMachineArn: arn }));
    await create(keys.b);
    const second = await startNamed();
    expect(second).toBe(first);
    expect(await readersOf(second)).toEqual(['b']);
  });
});
