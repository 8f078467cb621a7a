import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SECRET } from 'test-fixtures/encrypted-workflow';
import { type FakeUpstreamFixture, fakeUpstreamForTests, signed } from './fake-upstream.ts';
import { caller, EXECUTION, permissive } from './permissive-emulator.ts';
import { exchangeRaw } from './raw-request.ts';

const { start } = fakeUpstreamForTests();
let stage: FakeUpstreamFixture;
beforeAll(async () => {
  stage = await start();
});
const call = caller(() => stage.gateway.url);

describe('a request that can be read in two ways', () => {
  beforeEach(() => stage.answers(permissive()));
  const target = 'AWSStepFunctions.DescribeExecution';
  const body = { executionArn: EXECUTION };
  const doubled = `{"executionArn":"${EXECUTION}","includedData":"ALL_DATA","includedData":"METADATA_ONLY"}`;

  // id: request-smuggling
  it.each<[string, string, object | string, Record<string, string>]>([
    ['a duplicate JSON name', target, doubled, {}],
    [
      'a duplicate JSON name, once with an escape',
      target,
      doubled.replace('"includedData":"M', '"included\\u0044ata":"M'),
      {},
    ],
    [
      'JSON names that differ only in case',
      target,
      doubled.replace('"includedData":"M', '"IncludedData":"M'),
      {},
    ],
    ['a byte order mark', target, `\uFEFF${JSON.stringify(body)}`, {}],
    ['JSON that is not an object', target, '[1]', {}],
    ['no JSON', target, '{"executionArn":', {}],
    ['compressed', target, body, { 'content-encoding': 'gzip' }],
    [
      'in signed chunks',
      target,
      body,
      { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
    ],
    ['in CBOR', target, body, { 'content-type': 'application/cbor' }],
    [
      'in another character set',
      target,
      body,
      { 'content-type': 'application/x-amz-json-1.0; charset=utf-16' },
    ],
    ['a target in another case', 'awsstepfunctions.DescribeExecution', body, {}],
    ['a target with another date', 'AWSStepFunctions_20161123.DescribeExecution', body, {}],
    ['a target with more text', 'AWSStepFunctions.x.DescribeExecution', body, {}],
    ['a target of another service, signed for this one', 'Other.DescribeExecution', body, {}],
    ['an unknown operation', 'AWSStepFunctions.DescribeEverything', body, {}],
    ['an unknown operation of KMS', 'TrentService.DecryptAll', body, {}],
    [
      'a target that is not signed',
      target,
      body,
      { authorization: signed(target)['authorization']?.replace(';x-amz-target', '') ?? '' },
    ],
    [
      'signed for another service',
      target,
      body,
      { authorization: signed(target, 'kms')['authorization'] ?? '' },
    ],
    ['not signed', target, body, { authorization: '' }],
  ])('is rejected: %s', async (_, target, body, more) => {
    const { status, text } = await call(target, body, more);
    expect(status).toBe(400);
    expect(text).not.toContain(SECRET);
  });

  it.each([
    [
      'a duplicate header',
      `X-Amz-Target: ${target}\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\n`,
    ],
    [
      'a duplicate header, once with an underscore',
      `X-Amz-Target: AWSStepFunctions.ListStateMachines\r\nX_Amz_Target: ${target}\r\n`,
    ],
  ])('is rejected: %s', async (_, headers) => {
    const { 'x-amz-target': __, ...rest } = signed(target);
    const lines = Object.entries(rest).map(([name, value]) => `${name}: ${value}\r\n`);
    const text = JSON.stringify(body);
    const bytes = `POST / HTTP/1.1\r\nHost: a\r\n${lines.join('')}${headers}Content-Length: ${text.length}\r\nConnection: close\r\n\r\n${text}`;
    const answer = await exchangeRaw(stage.gateway.url, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).not.toContain(SECRET);
  });

  it.each(['http://localhost/_ministack/reset', 'localhost:80', '*'])(
    'never reaches the emulator: a target that is not a path, %s',
    async (path) => {
      let reached = false;
      stage.answers((_, response) => {
        reached = true;
        response.end();
      });
      const bytes = `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`;
      expect(await exchangeRaw(stage.gateway.url, bytes)).toMatch(/^HTTP\/1\.1 400 /);
      expect(reached).toBe(false);
    },
  );

  it.each([
    ['two Content-Length values', 'Content-Length: 5\r\nContent-Length: 6\r\n'],
    ['Content-Length and chunked encoding', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n'],
    ['a folded header', 'X-Amz-Target: a\r\n b\r\nContent-Length: 0\r\n'],
    ['a space before the colon', 'X-Amz-Target : a\r\nContent-Length: 0\r\n'],
  ])('never reaches the emulator: %s', async (_, headers) => {
    let reached = false;
    stage.answers((_incoming, response) => {
      reached = true;
      response.end();
    });
    const answer = await exchangeRaw(
      stage.gateway.url,
      `POST / HTTP/1.1\r\nHost: a\r\n${headers}\r\nhello`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(reached).toBe(false);
  });

  it.each([
    ['by its path', '/service/AWSStepFunctions/operation/DescribeExecution'],
    ['by its query', `/?X-Amz-Target=${target}`],
    [
      'by a signed URL',
      '/?X-Amz-Credential=123456789012%2F20261124%2Fus-east-1%2Fstates%2Faws4_request',
    ],
    // cspell:ignore ervice
    ['by an encoded path', '/%73ervice/%41WSStepFunctions/operation/DescribeExecution'],
  ])('is rejected when it is for Step Functions %s', async (_, path) => {
    const answer = await fetch(`${stage.gateway.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(400);
  });

  it.each([
    '/_ministack/config',
    '/_ministack/reset',
    '//_localstack/state',
    '/%5fministack/sqs/messages',
    '/moto-api/reset',
    '/bucket/../_ministack/reset',
  ])('is rejected for the emulator’s own address %s', async (path) => {
    let reached = false;
    stage.answers((_, response) => {
      reached = true;
      response.end();
    });
    const answer = await fetch(`${stage.gateway.url}${path}`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(403);
    expect(reached).toBe(false);
  });
});
