import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SECRET } from 'test-fixtures/encrypted-workflow';
import { type FakeUpstreamFixture, fakeUpstreamForTests, signed } from './fake-upstream.ts';
import { caller, garbage, permissive, reads } from './permissive-emulator.ts';
import { connected } from './raw-request.ts';

const { start } = fakeUpstreamForTests();
let stage: FakeUpstreamFixture;
beforeAll(async () => {
  stage = await start();
});
const call = caller(() => stage.gateway.url);

describe('the gateway', () => {
  beforeEach(() => stage.answers(permissive()));

  it('rejects a request that is larger than its operation allows', async () => {
    const huge = `{"executionArn":"${'x'.repeat(9 * 1024 * 1024)}"}`;
    const answer = await fetch(stage.gateway.url, {
      method: 'POST',
      headers: signed('AWSStepFunctions.DescribeExecution'),
      body: huge,
    }).then(
      ({ status }) => status,
      () => 413, // It can close the connection while the client still sends.
    );
    expect(answer).toBe(413);
    expect((await call('AWSStepFunctions.ListStateMachines', {})).status).toBe(200);
  });

  // id: many-connections
  it('serves 200 connections at once', async () => {
    const work = Array.from({ length: 200 }, (_, index) =>
      index % 2 === 0
        ? call('AWSStepFunctions.ListStateMachines', {}).then(({ status }) => status)
        : fetch(`${stage.gateway.url}/bucket/${index}`).then(({ status }) => status),
    );
    expect(new Set(await Promise.all(work))).toEqual(new Set([200]));
  });

  it('continues when clients disconnect at any time', async () => {
    const head = Object.entries(signed('AWSStepFunctions.DescribeExecution'))
      .map(([n, v]) => `${n}: ${v}\r\n`)
      .join('');
    const text = `POST / HTTP/1.1\r\nHost: a\r\n${head}Content-Length: 200\r\n\r\n{"executionArn":"`;
    for (let length = 0; length < text.length; length += 23) {
      const socket = await connected(stage.gateway.url);
      socket.write(text.slice(0, length));
      await sleep(1);
      socket.destroy();
    }
    expect((await call('AWSStepFunctions.ListStateMachines', {})).status).toBe(200);
  });

  it('does not write data of a request or an answer into its log', async () => {
    stage.answers(permissive({ DescribeKey: garbage, DescribeStateMachineForExecution: garbage }));
    for (const [target, body] of reads) await call(target, body);
    expect(stage.logged.length).toBeGreaterThan(0);
    expect(stage.logged.join('\n')).not.toContain(SECRET);
  });
});
