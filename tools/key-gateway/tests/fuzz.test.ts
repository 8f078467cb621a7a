import { beforeAll, describe, expect, it } from '@jest/globals';
import { SECRET } from 'test-fixtures/encrypted-workflow';
import { mutated, randomFrom } from 'test-fixtures/gateway-mutations';
import { wouldRead } from './emulated-routing.ts';
import { type FakeUpstreamFixture, fakeUpstreamForTests, signed } from './fake-upstream.ts';
import { EXECUTION, permissive } from './permissive-emulator.ts';
import { exchangeRaw } from './raw-request.ts';

/** Kept seeds, so that a fault that was found once is tested again. FUZZ_SEED and FUZZ_SECONDS add more. */
const SEED = Number(process.env['FUZZ_SEED'] ?? 20261124);
const DURATION_MS = Number(process.env['FUZZ_SECONDS'] ?? 1) * 1000;
const AT_ONCE = 8;

const { start } = fakeUpstreamForTests();
let stage: FakeUpstreamFixture;
let leaked = 0;

beforeAll(async () => {
  stage = await start();
  // It answers the gateway's own requests without a key policy. So the gateway must never return
  // protected data.
  const answersAll = permissive();
  stage.answers((incoming, response) => {
    if (isOwnQuestion(incoming.rawHeaders)) return answersAll(incoming, response);
    incoming.resume();
    response.end(wouldRead(incoming) ? JSON.stringify({ input: SECRET }) : 'nothing');
  });
});

/** The gateway sends its requests with the AWS SDK. */
const isOwnQuestion = (headers: readonly string[]): boolean =>
  headers.some((value) => value.startsWith('aws-sdk-js/'));

function base(random: () => number): string {
  const target = random() < 0.5 ? 'DescribeExecution' : 'GetExecutionHistory';
  const headers = Object.entries(signed(`AWSStepFunctions.${target}`));
  const body = JSON.stringify({ executionArn: EXECUTION });
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const length = `Content-Length: ${body.length}`;
  return [
    'POST / HTTP/1.1',
    'Host: localhost',
    ...lines,
    length,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}

describe('for any bytes', () => {
  // id: bad-bytes
  it(
    'the gateway does not return protected data, and continues',
    async () => {
      const rejections: unknown[] = [];
      const note = (reason: unknown): void => void rejections.push(reason);
      process.on('unhandledRejection', note);
      const random = randomFrom(SEED);
      const end = performance.now() + DURATION_MS;
      let tried = 0;
      while (performance.now() < end) {
        const requests = Array.from({ length: AT_ONCE }, () => mutated(base(random), random));
        const answers = await Promise.all(
          requests.map((text) => exchangeRaw(stage.gateway.url, Buffer.from(text, 'latin1'), 60)),
        );
        answers.forEach((answer, index) => {
          if (answer.includes(SECRET)) {
            leaked += 1;
            process.stderr.write(
              `Seed ${SEED}, returned for: ${JSON.stringify(requests[index])}\n`,
            );
          }
        });
        tried += requests.length;
      }
      process.off('unhandledRejection', note);
      expect(leaked).toBe(0);
      expect(rejections).toEqual([]);
      expect(tried).toBeGreaterThan(100);
      const after = await fetch(`${stage.gateway.url}/bucket/key`);
      expect(after.status).toBe(200);
    },
    60_000 + 2 * DURATION_MS,
  );

  it('the emulator without the gateway returns the data for the same bytes, so the test can fail', async () => {
    const address = stage.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const random = randomFrom(SEED);
    expect(await exchangeRaw(`http://127.0.0.1:${port}`, base(random))).toContain(SECRET);
  });
});
