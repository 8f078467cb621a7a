/**
 * The endurance test read executions by name while their client started them. Sometimes the
 * gateway's own read came a moment before the start, and the emulator's answer a moment after it.
 * The gateway could not decide then, and answered 503 to a principal that could read.
 */
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
/** Each test has its own execution, because the gateway caches facts for a second. */
const describeExecution = (name: string, includedData: string) =>
  call('AWSStepFunctions.DescribeExecution', { executionArn: EXECUTION + name, includedData });

/** Returns ExecutionDoesNotExist some times, and then the key of the execution. */
function bornAfter(times: number): Handler {
  let left = times;
  return (_, response) => {
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    left -= 1;
    if (left >= 0) {
      response.statusCode = 400;
      response.end('{"__type":"ExecutionDoesNotExist","message":"no such execution"}');
    } else {
      const encryptionConfiguration = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KEY };
      const roleArn = 'arn:aws:iam::123456789012:role/r';
      response.end(JSON.stringify({ stateMachineArn: MACHINE, roleArn, encryptionConfiguration }));
    }
  };
}

describe('an execution that starts while a caller reads it', () => {
  // id: start-race-decided
  it('is decided when it exists', async () => {
    stage.answers(deciding({ DescribeStateMachineForExecution: bornAfter(1) }));
    const metadata = await describeExecution('-first', 'METADATA_ONLY');

    expect(metadata.status).toBe(200);
    expect(metadata.text).not.toContain(SECRET);
  });

  it('is denied to a caller that cannot decrypt with the key, like any other execution', async () => {
    stage.answers(deciding({ DescribeStateMachineForExecution: bornAfter(1) }));
    const all = await describeExecution('-second', 'ALL_DATA');

    expect(all).toMatchObject({ status: 400, type: 'KmsAccessDeniedException' });
  });

  // id: start-race-fails-closed
  it('is not returned when it still cannot be decided', async () => {
    stage.answers(deciding({ DescribeStateMachineForExecution: bornAfter(1000) }));
    const answer = await describeExecution('-third', 'METADATA_ONLY');

    expect(answer.status).toBe(503);
    expect(answer.text).not.toContain(SECRET);
  });
});
