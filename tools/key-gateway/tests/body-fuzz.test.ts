import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SECRET } from 'test-fixtures/encrypted-workflow';
import { editedText } from 'test-fixtures/fuzz/edited-text';
import { fuzz, TIMEOUT } from 'test-fixtures/fuzz/fuzz';
import { deciding } from './authorization-fixture.ts';
import { type FakeUpstreamFixture, fakeUpstreamForTests, signed } from './fake-upstream.ts';
import { caller, EXECUTION, MACHINE, reads } from './permissive-emulator.ts';
import { exchangeRaw } from './raw-request.ts';

const { start } = fakeUpstreamForTests();
let stage: FakeUpstreamFixture;
const rejections: unknown[] = [];
const note = (reason: unknown): void => void rejections.push(reason);

beforeAll(async () => {
  stage = await start();
  stage.answers(deciding());
  process.on('unhandledRejection', note);
});
afterAll(() => void process.off('unhandledRejection', note));
const call = caller(() => stage.gateway.url);

const METADATA = { includedData: 'METADATA_ONLY' };
const bodies = [
  ...reads.map(([, body]) => JSON.stringify(body)),
  JSON.stringify({ executionArn: EXECUTION, ...METADATA }),
  JSON.stringify({ ...METADATA, stateMachineArn: MACHINE }),
  JSON.stringify({ executionArn: EXECUTION, includeExecutionData: false, maxResults: 1 }),
];
const targets = fc.constantFrom(...reads.map(([target]) => target));
const TOKENS = [
  ...['"includedData":"ALL_DATA",', '"includedData":"METADATA_ONLY"', '"IncludedData":"ALL_DATA",'],
  ...['"included\\u0044ata":"ALL_DATA",', '"__proto__":{"includedData":"METADATA_ONLY"},', 'null'],
  ...[
    'NaN',
    'Infinity',
    '1e999',
    '-0',
    "'",
    '/*',
    '*/',
    '//',
    '\\u0000',
    '\\ud800',
    '\ufeff',
    '\u2028',
  ],
  ...['{', '}', '[', ']', ',', ':', '"', '\\', '\r\n\r\n', '[['.repeat(300), '{"a":'.repeat(300)],
  ...[EXECUTION, MACHINE, `${EXECUTION}:1`, `${MACHINE}:live`, 'arn:', '#', ':1', 'ALL_DATA'],
];
const body = editedText(bodies, TOKENS);

/** Unusual header lines beside the signed ones: long, many, broken, repeated. */
const lines = fc.array(
  fc.oneof(
    fc.integer({ min: 1, max: 70_000 }).map((length) => `X-Long: ${'x'.repeat(length)}`),
    fc.integer({ min: 1, max: 1500 }).map((many) => 'X-Many: 1\r\n'.repeat(many).trimEnd()),
    fc.constantFrom('X-Folded: a\r\n b', 'No colon', ': no name', 'X-Nul: \u0000', 'Host: b', ''),
    fc.constantFrom('Content-Encoding: gzip', 'Transfer-Encoding: chunked', 'Expect: 100-continue'),
    fc.constantFrom(
      'Content-Length: 3',
      'Content-Type: text/plain',
      'Connection: close, X-Amz-Target',
    ),
  ),
  { maxLength: 2 },
);

/** Returns the bytes of a request with a wrong Content-Length. */
function bytesOf(target: string, text: string, odd: readonly string[], more: number): Buffer {
  const payload = Buffer.from(text);
  const head = Object.entries(signed(target)).map(([name, value]) => `${name}: ${value}`);
  const length = Math.max(0, payload.length + more);
  const first = ['POST / HTTP/1.1', 'Host: a', ...head, `Content-Length: ${length}`, ...odd];
  return Buffer.concat([Buffer.from(`${first.join('\r\n')}\r\n\r\n`), payload]);
}

describe('for any request', () => {
  // id: edited-requests
  it(
    'the answer has no protected data, and a client can read it',
    () =>
      fuzz(
        fc.tuple(targets, body),
        async ([target, text]) => {
          const { status, text: answer } = await call(target, text);

          expect(answer).not.toContain(SECRET);
          expect([200, 400, 403, 413, 502, 503]).toContain(status);
        },
        [20261124],
      ),
    TIMEOUT,
  );

  it(
    'the gateway continues, also with an unusual request head or an incomplete request',
    async () => {
      await fuzz(
        fc.tuple(targets, body, lines, fc.integer({ min: -40, max: 3 })),
        async ([target, text, odd, more]) => {
          const bytes = bytesOf(target, text, odd, more);
          expect(await exchangeRaw(stage.gateway.url, bytes, 40)).not.toContain(SECRET);
        },
        [20261124],
      );
      expect((await fetch(`${stage.gateway.url}/bucket/key`)).status).toBe(200);
      expect(rejections).toEqual([]);
    },
    TIMEOUT,
  );

  it('a correct request gets a decision, so the test can fail', async () => {
    const ask = (more: object) =>
      call('AWSStepFunctions.DescribeExecution', { executionArn: EXECUTION, ...more });

    expect(await ask({})).toMatchObject({ status: 400, type: 'KmsAccessDeniedException' });
    expect(await ask(METADATA)).toMatchObject({ status: 200 });
    expect((await ask(METADATA)).text).not.toContain(SECRET);
    const address = stage.server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const without = caller(() => `http://127.0.0.1:${port}`);
    const [target, input] = reads[0];
    expect((await without(target, input)).text).toContain(SECRET);
    expect(stage.logged.join('\n')).not.toContain(SECRET);
  });
});
