/**
 * 64 unfinished unsigned bodies of 8 MB took the gateway from 271 to 753 MB, and 200 slow connections
 * were still open after 68 s.
 */

import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { poll } from 'helpers/poll';
import { BodyBudget, REQUEST_BODIES, readBody } from '../http/body.ts';
import { TIMEOUT } from '../timeouts.ts';
import { type FakeUpstreamFixture, fakeUpstreamForTests, signed } from './fake-upstream.ts';
import { connected } from './raw-request.ts';

const { start } = fakeUpstreamForTests();
let fixture: FakeUpstreamFixture;
beforeAll(async () => {
  fixture = await start();
});

/** A message whose bytes a test sends. */
function message(): PassThrough & IncomingMessage {
  return Object.assign(new PassThrough(), { complete: false }) as unknown as PassThrough &
    IncomingMessage;
}

/** Returns whether a budget has fewer bytes left. */
function isTaken(budget: BodyBudget, bytes: number): boolean {
  if (!budget.take(bytes)) return true;
  budget.give(bytes);
  return false;
}

describe('all unfinished bodies', () => {
  it('share one limit, and free it at their end', async () => {
    const budget = new BodyBudget(10);
    const [first, second, third] = [message(), message(), message()];
    const one = readBody(first, { limit: 100, budget });
    first.write('12345678');
    await poll('The first bytes', async () => (isTaken(budget, 3) ? true : undefined));
    const two = readBody(second, { limit: 100, budget });
    second.write('1234');
    await expect(two).rejects.toMatchObject({ name: 'TooManyBodiesError' });
    first.end();
    expect(String(await one)).toBe('12345678');
    const three = readBody(third, { limit: 100, budget });
    third.end('1234567890');
    expect(String(await three)).toBe('1234567890');
    expect(budget.take(10)).toBe(true);
  });

  it('free the limit when the connection ends', async () => {
    const budget = new BodyBudget(10);
    const broken = message();
    const reading = readBody(broken, { limit: 100, budget });
    broken.write('12345678');
    broken.destroy();
    await expect(reading).rejects.toMatchObject({ name: 'BrokenBodyError' });
    expect(budget.take(10)).toBe(true);
  });

  it('have a deadline', async () => {
    const slow = message();
    const reading = readBody(slow, { limit: 100, timeout: 20 });
    slow.write('1');
    await expect(reading).rejects.toMatchObject({ name: 'BrokenBodyError' });
  });
});

describe('a request without a signature', () => {
  // id: unsigned-bodies
  it('gets its answer before its body arrives', async () => {
    const { authorization: _none, ...headers } = signed('AWSStepFunctions.DescribeExecution');
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const socket = await connected(fixture.gateway.url);
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += String(chunk);
    });
    socket.write(
      `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n${lines.join('')}\r\n`,
    );
    await poll('The answer', async () =>
      text.includes('MissingAuthenticationToken') ? true : undefined,
    );
    socket.destroy();
  });
});

describe('bodies that are announced and never complete', () => {
  const MiB = 1024 * 1024;
  const { budget } = REQUEST_BODIES;

  /**
   * Announces bodies of 8 MB on connections of their own and sends a part of each.
   *
   * @returns how to close the connections, once every request is answered or all its bytes wait.
   */
  async function sendParts(count: number, part: number, headers: Readonly<Record<string, string>>) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    const head = `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8000000\r\n${lines.join('')}\r\n`;
    let answered = 0;
    const sockets = await Promise.all(
      Array.from({ length: count }, async () => {
        const socket = await connected(fixture.gateway.url);
        socket.once('data', () => {
          answered += 1;
        });
        socket.write(head);
        socket.write(Buffer.alloc(part, 'x'));
        return socket;
      }),
    );
    await poll('An answer to all others', async () =>
      answered * part + budget.used >= count * part ? true : undefined,
    );
    return () => {
      for (const socket of sockets) socket.destroy();
    };
  }

  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const unsigned = { ...signed('AWSStepFunctions.DescribeExecution'), authorization: 'none' };
  const whole = signed('AWSStepFunctions.CreateStateMachine');

  // id: bytes-that-wait
  it.each([
    ['0 bytes of an unsigned request to Step Functions', 64, MiB, unsigned, 0],
    ['256 KiB of each unsigned form', 64, MiB, form, 64 * 256 * 1024],
    ['128 MiB of all signed requests', 24, 7 * MiB, whole, 128 * MiB],
  ])('keep at most %s in memory', async (_, count, part, headers, most) => {
    const close = await sendParts(count, part, headers);
    expect(budget.used).toBeLessThanOrEqual(most);
    close();
    await poll('The end of all', async () => (budget.used === 0 ? true : undefined));
  });
});

describe('slow connections', () => {
  // id: slow-connections
  it('are closed when their headers do not arrive', async () => {
    const sockets = await Promise.all(
      Array.from({ length: 50 }, () => connected(fixture.gateway.url)),
    );
    let open = sockets.length;
    for (const socket of sockets) {
      socket.resume();
      socket.once('close', () => {
        open -= 1;
      });
      socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
    }
    await poll('The end of all', async () => (open === 0 ? true : undefined), {
      every: 200,
      deadline: TIMEOUT.clientHeaders + 15_000,
    });
  });
});
