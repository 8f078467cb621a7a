/**
 * The console showed "The key gateway could not read the facts for its decision" for the executions of a
 * deleted key, although Step Functions has an error for them.
 */
import { CancelKeyDeletionCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import { type DeletedKeyProxy, deletedKeyProxy } from 'test-fixtures/deleted-key-proxy';
import {
  administration,
  definition,
  deploying,
  ended,
  executionRole,
  forStateMachine,
  reading,
  startOne,
  stateMachine,
} from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  type Json,
} from 'test-fixtures/gateway-fixture';

let proxy: DeletedKeyProxy;
const { start, timeout } = gatewayFixtureForTests({
  async upstream(emulatorUrl) {
    proxy = await deletedKeyProxy(emulatorUrl);
    return proxy;
  },
});
let fixture: GatewayFixture;
let key: string;
let stateMachineArn: string;
let executionArn: string;
let auditor: Credentials;
let outsider: Credentials;
let denied: Credentials;

const decryptDenied: Json = { Effect: 'Deny', Action: 'kms:Decrypt', Resource: '*' };

beforeAll(async () => {
  fixture = await start();
  const role = await executionRole(fixture, 'workflow');
  const reader = await fixture.role('auditor', { AWS: LOCAL.account }, [allow('states:*')]);
  key = await fixture.key([
    ...[administration, deploying, reading(reader), forStateMachine(role, 'workflow')],
  ]);
  stateMachineArn = await stateMachine(fixture, 'workflow', role, key);
  executionArn = await startOne(fixture, stateMachineArn);
  await ended(fixture, executionArn);
  auditor = await fixture.session(reader);
  outsider = await fixture.user('outsider', [allow('sns:*')]);
  denied = await fixture.user('denied', [allow('states:*'), decryptDenied]);
  proxy.delete(key);
}, timeout);

const client = (as: Credentials) => fixture.sdk(as).stepFunctions;
const failure = (sent: Promise<unknown>) =>
  sent.then(
    () => ({ name: 'none' }),
    (error: unknown) => {
      const { name, message, kmsKeyState } = Object(error);
      return { name, message, kmsKeyState };
    },
  );
const invalidState = () => ({
  ...{ name: 'KmsInvalidStateException', message: `${key} does not exist.` },
  kmsKeyState: undefined,
});

describe('a state machine whose key KMS has deleted', () => {
  // id: deleted-key
  it('does not return data, with the error that Step Functions has for a deleted key', async () => {
    const sent = [
      new DescribeExecutionCommand({ executionArn }),
      new GetExecutionHistoryCommand({ executionArn }),
    ];
    for (const command of sent) {
      expect(await failure(client(auditor).send(command as DescribeExecutionCommand))).toEqual(
        invalidState(),
      );
    }
  });

  it('does not start', async () => {
    const command = new StartExecutionCommand({ stateMachineArn });
    expect(await failure(client(auditor).send(command))).toEqual(invalidState());
  });

  it('still shows metadata', async () => {
    const command = new DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' });
    const { status, input } = await client(auditor).send(command);
    expect({ status, input }).toEqual({ status: 'SUCCEEDED', input: undefined });
    const { executions } = await client(auditor).send(
      new ListExecutionsCommand({ stateMachineArn }),
    );
    expect(executions).toHaveLength(1);
  });

  it('denies a caller without permission for the call as before', async () => {
    const command = new DescribeExecutionCommand({ executionArn });
    expect((await failure(client(outsider).send(command))).name).toBe('AccessDeniedException');
    expect((await failure(client(denied).send(command))).name).toBe('KmsAccessDeniedException');
  });

  it('keeps the error for a configuration that names the deleted key', async () => {
    const command = new UpdateStateMachineCommand({ stateMachineArn, definition: definition() });
    expect((await failure(client(auditor).send(command))).name).toBe(
      'InvalidEncryptionConfiguration',
    );
  });

  it('records that the key does not exist', async () => {
    await failure(client(auditor).send(new DescribeExecutionCommand({ executionArn })));
    const last = fixture.gateway.events().at(-1);
    expect(last).toMatchObject({
      ...{ eventName: 'Decrypt', errorCode: 'NotFoundException' },
      additionalEventData: { reason: 'The key does not exist.' },
    });
  });

  it('says with which key an execution was started', async () => {
    expect(await fixture.gateway.keyOfExecution(executionArn)).toBe(key);
  });

  it('cannot get its key back', async () => {
    const { kms } = fixture.sdk();
    for (const command of [
      new CancelKeyDeletionCommand({ KeyId: key }),
      new EnableKeyCommand({ KeyId: key }),
    ]) {
      expect((await failure(kms.send(command as EnableKeyCommand))).name).toBe('NotFoundException');
    }
  });
});
