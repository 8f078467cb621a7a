import { beforeAll, describe, expect, it } from '@jest/globals';
import { SECRET } from 'test-fixtures/encrypted-workflow';
import { allow, policy } from 'test-fixtures/gateway-fixture';
import {
  type FakeUpstreamFixture,
  fakeUpstreamForTests,
  type Handler,
  signed,
} from './fake-upstream.ts';
import {
  caller,
  cutOff,
  drop,
  EXECUTION,
  garbage,
  KEY,
  permissive,
  reads,
} from './permissive-emulator.ts';

const { start } = fakeUpstreamForTests();
let stage: FakeUpstreamFixture;
beforeAll(async () => {
  stage = await start();
});
const call = caller(() => stage.gateway.url);

describe('when the emulator does not return the facts for the decision', () => {
  // id: fails-closed
  it.each(reads)('%s returns no data', async (target, body) => {
    for (const odd of [drop, garbage, cutOff]) {
      stage.answers(permissive({ DescribeKey: odd, GetKeyPolicy: odd }));
      const { status, text } = await call(target, body);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toContain(SECRET);
    }
  });

  it.each(reads)(
    '%s returns no data when the key policy is not a valid policy',
    async (target, body) => {
      const key = {
        KeyMetadata: { KeyId: KEY, Arn: KEY, KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT' },
      };
      const policies = [
        '{"Statement":"',
        '{}',
        '{"Version":"2012-10-17","Statement":[{"Effect":"Perhaps","Action":"*","Principal":"*","Resource":"*"}]}',
      ];
      for (const Policy of policies) {
        stage.answers(
          permissive({
            DescribeKey: (_, response) => void response.end(JSON.stringify(key)),
            GetKeyPolicy: (_, response) => void response.end(JSON.stringify({ Policy })),
            ListGrants: (_, response) => void response.end(JSON.stringify({ Grants: [] })),
          }),
        );
        const { status, text } = await call(target, body);
        expect(status).toBeGreaterThanOrEqual(400);
        expect(text).not.toContain(SECRET);
      }
    },
  );
});

describe('when the emulator is', () => {
  it('down, the gateway reports it, and continues when the emulator is back', async () => {
    stage.answers(drop);
    const denied = await call('AWSStepFunctions.ListStateMachines', {});
    expect(denied).toMatchObject({ status: 503, type: 'ServiceUnavailableException' });
    const passed = await fetch(`${stage.gateway.url}/bucket/key`);
    expect(passed.status).toBe(503);
    stage.answers(permissive());
    expect((await call('AWSStepFunctions.ListStateMachines', {})).status).toBe(200);
  });

  it('interrupted in an answer, the gateway does not return a part of it', async () => {
    stage.answers(permissive({ DescribeExecution: cutOff }));
    const { status, text } = await call('AWSStepFunctions.DescribeExecution', {
      executionArn: EXECUTION,
    });
    expect(status).toBe(503);
    expect(text).not.toContain(SECRET);
  });

  it('slow, the gateway serves other requests, and the client can disconnect', async () => {
    stage.answers(permissive({ DescribeExecution: () => {} }));
    const impatient = AbortSignal.timeout(200);
    const slow = fetch(stage.gateway.url, {
      method: 'POST',
      headers: signed('AWSStepFunctions.DescribeExecution'),
      body: JSON.stringify({ executionArn: EXECUTION }),
      signal: impatient,
    });
    expect((await call('AWSStepFunctions.ListStateMachines', {})).status).toBe(200);
    await expect(slow).rejects.toThrow();
  });
});

// Last, because facts are cached for a second.
describe('when the emulator returns all facts', () => {
  it('the gateway returns the data to a caller with the key', async () => {
    const key = { Arn: KEY, KeyId: KEY, KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT' };
    const Policy = policy([{ ...allow('kms:Decrypt'), Principal: { AWS: '123456789012' } }]);
    const says =
      (answer: object): Handler =>
      (_, response) =>
        void response.end(JSON.stringify(answer));
    stage.answers(
      permissive({
        DescribeKey: says({ KeyMetadata: key }),
        GetKeyPolicy: says({ Policy }),
        ListGrants: says({ Grants: [] }),
      }),
    );
    for (const [target, body] of reads.filter(([name]) => !name.includes('Sync'))) {
      const { status, text } = await call(target, body);
      expect([target, status]).toEqual([target, 200]);
      expect(text).toContain(SECRET);
    }
  });
});
