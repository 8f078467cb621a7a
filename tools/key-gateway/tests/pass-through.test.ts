import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { poll } from 'helpers/poll';
import { type FakeUpstreamFixture, fakeUpstreamForTests } from './fake-upstream.ts';
import { connected, exchangeRaw } from './raw-request.ts';

const { start } = fakeUpstreamForTests();
let stage: FakeUpstreamFixture;
beforeAll(async () => {
  stage = await start();
});

const MEGABYTE = 1024 * 1024;

describe('a request that does not concern the key', () => {
  // id: proxy-keeps-bytes
  it('reaches the emulator with the same path and headers, in the same case and order', async () => {
    let seen: { raw: string[]; url: string; body: string } | undefined;
    stage.answers((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk) => {
        body += chunk;
      });
      incoming.on('end', () => {
        seen = { raw: incoming.rawHeaders, url: incoming.url ?? '', body };
        response.writeHead(201, 'Made', ['X-Two', 'a', 'X-Two', 'b', 'Content-Length', '2']);
        response.end('ok');
      });
    });
    const head =
      'PUT /bucket//odd%2Fkey%20name?x-id=PutObject&versions HTTP/1.1\r\n' +
      'HOST: s3.example:1234\r\nX-Amz-Meta-Case: Kept\r\nx-many: 1\r\nx-many: 2\r\n' +
      'Content-Length: 5\r\nConnection: close\r\n\r\nhello';
    const answer = await exchangeRaw(stage.gateway.url, head);
    expect(seen?.url).toBe('/bucket//odd%2Fkey%20name?x-id=PutObject&versions');
    expect(seen?.body).toBe('hello');
    expect(seen?.raw.slice(0, 10)).toEqual([
      ...['HOST', 's3.example:1234', 'X-Amz-Meta-Case', 'Kept'],
      ...['x-many', '1', 'x-many', '2', 'Content-Length', '5'],
    ]);
    expect(answer).toMatch(/^HTTP\/1\.1 201 Made\r\nX-Two: a\r\nX-Two: b\r\nContent-Length: 2\r\n/);
    expect(answer).toMatch(/\r\n\r\nok$/);
  });

  // id: proxy-streams
  it('is streamed without changes in both directions', async () => {
    stage.answers((incoming, response) => {
      response.writeHead(200);
      incoming.pipe(response);
    });
    const sent = createHash('sha256');
    const got = createHash('sha256');
    const outgoing = request(`${stage.gateway.url}/echo`, { method: 'PUT' });
    const sending = async () => {
      for (let count = 0; count < 32; count += 1) {
        const chunk = randomBytes(MEGABYTE);
        sent.update(chunk);
        if (!outgoing.write(chunk)) await once(outgoing, 'drain');
      }
      outgoing.end();
    };
    const receiving = async () => {
      const [answer] = await once(outgoing, 'response');
      for await (const chunk of answer) got.update(chunk);
    };
    await Promise.all([sending(), receiving()]);
    expect(got.digest('hex')).toBe(sent.digest('hex'));
  });

  it('waits for "100 Continue" before the body, as the client does', async () => {
    stage.answers((incoming, response) => {
      incoming.resume();
      incoming.on('end', () => response.end('done'));
    });
    const outgoing = request(`${stage.gateway.url}/bucket/key`, {
      method: 'PUT',
      headers: { expect: '100-continue', 'content-length': 3 },
    });
    outgoing.flushHeaders();
    await once(outgoing, 'continue');
    outgoing.end('abc');
    const [answer] = await once(outgoing, 'response');
    expect(answer.statusCode).toBe(200);
    answer.resume();
  });

  it('is not read faster than the client reads it', async () => {
    let written = 0;
    stage.answers((_, response) => {
      const more = (): void => {
        let goesOn = true;
        while (goesOn && written < 200 * MEGABYTE) {
          written += MEGABYTE;
          goesOn = response.write(Buffer.alloc(MEGABYTE));
        }
      };
      response.on('drain', more);
      more();
    });
    const socket = await connected(stage.gateway.url);
    socket.pause();
    socket.write('GET /bucket/key HTTP/1.1\r\nHost: a\r\n\r\n');
    await sleep(600);
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(60 * MEGABYTE);
    socket.destroy();
  });

  it('ends at the emulator when the client disconnects', async () => {
    let closed = false;
    stage.answers((_, response) => {
      response.on('close', () => {
        closed = true;
      });
    });
    const socket = await connected(stage.gateway.url);
    socket.write('GET /bucket/key HTTP/1.1\r\nHost: a\r\n\r\n');
    await sleep(100);
    expect(closed).toBe(false);
    socket.destroy();
    await poll('The end at the emulator', async () => closed || undefined);
  });

  it('ends at the client when the emulator ends the connection', async () => {
    stage.answers((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setTimeout(() => response.destroy(), 50);
    });
    const answer = await exchangeRaw(
      stage.gateway.url,
      'GET /bucket/key HTTP/1.1\r\nHost: a\r\n\r\n',
    );
    expect(answer).toMatch(/half$/);
  });
});

describe('the connection itself', () => {
  it('is never upgraded to another protocol, because the gateway could not check it', async () => {
    const seen: string[][] = [];
    stage.answers((incoming, response) => {
      seen.push(incoming.rawHeaders);
      response.end('plain');
    });
    // cspell:ignore AAMAAA AAQAAP
    const upgrade =
      'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\n' +
      'HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n';
    expect(await exchangeRaw(stage.gateway.url, upgrade)).toMatch(/^HTTP\/1\.1 200 /);
    expect(seen.flat().join('\n')).not.toMatch(/upgrade|http2-settings/i);
  });

  it('listens on the loopback interface', () => {
    expect(new URL(stage.gateway.url).hostname).toBe('127.0.0.1');
  });
});
