/**
 * The gateway once decided DescribeStateMachine by its own read of the state machine. When a caller
 * removed the key between the emulator's answer and this read, up to a quarter of the answers
 * contained the definition, although the answer itself named the key.
 */
import type { IncomingMessage } from 'node:http';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { SECRET } from 'test-fixtures/encrypted-workflow';
import { deciding } from './authorization-fixture.ts';
import { type FakeUpstreamFixture, fakeUpstreamForTests, type Handler } from './fake-upstream.ts';
import { caller, EXECUTION, KEY, MACHINE } from './permissive-emulator.ts';

const { start } = fakeUpstreamForTests();
let stage: FakeUpstreamFixture;
beforeAll(async () => {
  stage = await start();
});
const call = caller(() => stage.gateway.url);

/** The gateway uses an AWS SDK, the tests use fetch. */
const isFromGateway = ({ headers }: IncomingMessage) =>
  String(headers['user-agent']).includes('aws-sdk-js');

/** The client's answer still has the key. Each read of the gateway comes after its removal. */
const keyRemoved: Handler = (incoming, response) => {
  const customer = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KEY };
  response.setHeader('content-type', 'application/x-amz-json-1.0');
  response.end(
    JSON.stringify({
      stateMachineArn: MACHINE,
      roleArn: 'arn:aws:iam::123456789012:role/r',
      definition: SECRET,
      type: 'STANDARD',
      encryptionConfiguration: isFromGateway(incoming) ? { type: 'AWS_OWNED_KEY' } : customer,
    }),
  );
};

describe('a state machine whose key is removed while a caller reads it', () => {
  // id: key-removal-race
  it('is decided by the key that the answer names', async () => {
    stage.answers(deciding({ DescribeStateMachine: keyRemoved }));
    const all = await call('AWSStepFunctions.DescribeStateMachine', { stateMachineArn: MACHINE });

    expect(all).toMatchObject({ status: 400, type: 'KmsAccessDeniedException' });
    expect(all.text).not.toContain(SECRET);
  });

  it('returns no definition for METADATA_ONLY', async () => {
    stage.answers(deciding({ DescribeStateMachine: keyRemoved }));
    const input = { stateMachineArn: MACHINE, includedData: 'METADATA_ONLY' };
    const metadata = await call('AWSStepFunctions.DescribeStateMachine', input);

    expect(metadata.status).toBe(200);
    expect(metadata.text).not.toContain(SECRET);
  });

  it('returns the definition of an execution only under the key of the execution', async () => {
    stage.answers(deciding({ DescribeStateMachine: keyRemoved }));
    const all = await call('AWSStepFunctions.DescribeStateMachineForExecution', {
      executionArn: `${EXECUTION}-removed`,
    });

    expect(all).toMatchObject({ status: 400, type: 'KmsAccessDeniedException' });
  });
});
