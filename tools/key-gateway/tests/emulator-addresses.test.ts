/**
 * Emulators have their own addresses, which need no credentials: LocalEmu `/_localemu`, `/_aws` and
 * `/_extension`, moto `/moto-api`. The gateway had a list for some emulators only, and forwarded
 * the others.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeUpstreamFixture, fakeUpstreamForTests } from './fake-upstream.ts';
import { exchangeRaw } from './raw-request.ts';

const { start } = fakeUpstreamForTests();
let fixture: FakeUpstreamFixture;
const forwarded: string[] = [];
beforeAll(async () => {
  fixture = await start();
  fixture.answers((incoming, response) => {
    forwarded.push(incoming.url ?? '');
    response.end('from the emulator');
  });
});

const status = async (path: string, method = 'GET'): Promise<string | undefined> => {
  const request = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
  return (await exchangeRaw(fixture.gateway.url, request)).split(' ')[1];
};

describe('an address of an emulator', () => {
  // id: emulator-addresses
  it.each([
    '/_localemu/state/save',
    '/_localstack/init',
    '/_aws/sqs/messages',
    '/_extension/hello',
    '/_floci/reset',
    '/_of-an-emulator-yet-unknown',
    '/moto-api/reset',
    '/MOTO-API/data.json',
    '//_aws/ses',
    '/./_aws/ses',
    '/bucket/../_aws/ses',
    '/%5faws/ses',
    '/%255faws/ses', // cspell:ignore faws
  ])('is not forwarded: %s', async (path) => {
    expect(await status(path)).toBe('403');
    expect(forwarded).not.toContain(path);
  });

  it('is not forwarded as a health check with another method', async () => {
    expect(await status('/_localstack/health', 'POST')).toBe('403');
  });

  it.each([
    '/_localstack/health',
    '/_localemu/health',
    '/_ministack/ready',
    '/bucket/_aws/key',
    '/bucket/key_',
    '/2015-03-31/functions/',
    '/restapis/id/stage/_user_request_/path',
  ])('is forwarded if it is an AWS address or a health check: %s', async (path) => {
    expect(await status(path)).toBe('200');
    expect(forwarded).toContain(path);
  });
});
