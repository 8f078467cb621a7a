import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { poll } from 'helpers/poll';
import { createClients } from '../../../../../stacks/encrypted-activity/worker/clients.ts';
import { type Loop, run } from '../../../../../stacks/encrypted-activity/worker/run.ts';
import type { TurnResult } from '../../../../../stacks/encrypted-activity/worker/work.ts';
import { WORKER_MAIN } from './worker-process.ts';

const ACTIVITY = 'arn:aws:states:us-east-1:123456789012:activity:approval';
const named = (name: string) => Object.assign(new Error('m'), { name });

/** Runs the loop with these turns, and ends it after the last one. */
async function loop(turns: readonly (TurnResult | Error)[], more: Partial<Loop> = {}) {
  const stop = new AbortController();
  const lines: string[] = [];
  let next = 0;
  const turn = async (): Promise<TurnResult> => {
    const result = turns[next];
    next += 1;
    if (next === turns.length) stop.abort();
    if (result instanceof Error) throw result;
    return result ?? 'no task';
  };
  const rest = { signal: stop.signal, random: () => 1, pause: { first: 1, longest: 4 } };
  await run({ turn, write: (line) => void lines.push(line), ...rest, ...more });
  return lines;
}

describe('the loop of the worker', () => {
  it('prints each result, and prints nothing without a task', async () => {
    expect(await loop(['no task', 'approved', 'no task', 'rejected'])).toEqual([
      'approved',
      'rejected',
    ]);
  });

  it.each([
    'TimeoutError',
    'Error',
    'SyntaxError',
    'ThrottlingException',
    'KmsInvalidStateException',
  ])('continues after %s, and reports it', async (name) => {
    expect(await loop([named(name), named(name), 'approved'])).toEqual([
      `${name}: m. Trying again in 1 s.`,
      `${name}: m. Trying again in 1 s.`,
      'Step Functions answers again.',
      'approved',
    ]);
  });

  it.each([
    ...['AccessDeniedException', 'KmsAccessDeniedException', 'ExpiredTokenException'],
    'CredentialsProviderError',
    // AWS STS has these names. The worker repeated such a request forever.
    ...['AccessDenied', 'ExpiredToken', 'SignatureDoesNotMatch', 'InvalidClientTokenId'],
  ])('exits with %s', async (name) => {
    await expect(loop([named(name), 'approved'])).rejects.toHaveProperty('name', name);
  });

  it('waits longer after each error, up to a limit', async () => {
    const pauses: number[] = [];
    const write = (line: string) => void pauses.push(Number(/in (\d+) s/.exec(line)?.[1]));
    const stop = new AbortController();
    const turn = async (): Promise<TurnResult> => {
      throw named('Error');
    };
    const random = () => {
      if (pauses.length === 3) stop.abort();
      return 1;
    };
    const pause = { first: 1_000, longest: 2_000 };
    setTimeout(() => stop.abort(), 5_500);
    await run({ turn, write, signal: stop.signal, random, pause });
    expect(pauses.slice(0, 3)).toEqual([1, 2, 2]);
  });
});

let server: Server | undefined;
const listen = async (listener: RequestListener, port = 0): Promise<number> => {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((done) => started.listen(port, '127.0.0.1', done));
  return (started.address() as AddressInfo).port;
};
const close = async (): Promise<void> => {
  const closing = server;
  server = undefined;
  if (closing === undefined) return;
  const closed = new Promise((done) => closing.close(done));
  closing.closeAllConnections();
  await closed;
};
afterEach(close);

/** A public bug report: requestTimeout alone only logs a warning, so a silent endpoint held the worker. */
describe('the clients of the worker', () => {
  it('time out when an endpoint does not answer', async () => {
    const port = await listen(() => undefined);
    Object.assign(process.env, {
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    });
    const { SendTaskSuccessCommand } = await import('@aws-sdk/client-sfn');
    const { reports, polls } = await createClients();
    const from = performance.now();

    const sent = reports.send(new SendTaskSuccessCommand({ taskToken: 't', output: '{}' }));

    await expect(sent).rejects.toHaveProperty('name', 'TimeoutError');
    expect(performance.now() - from).toBeLessThan(8_000);
    const { requestTimeout, throwOnRequestTimeout } = Object(
      await Object(polls.config.requestHandler).configProvider,
    );
    expect({ requestTimeout, throwOnRequestTimeout }).toEqual({
      requestTimeout: 65_000,
      throwOnRequestTimeout: true,
    });
  }, 15_000);
});

describe('the worker', () => {
  it('continues while an endpoint is down, and takes a task when the endpoint is up again', async () => {
    const port = await listen(() => undefined);
    await close();
    const child = execa(process.execPath, [WORKER_MAIN], {
      reject: false,
      all: true,
      env: {
        PATH: process.env['PATH'] ?? '',
        APPROVAL_ACTIVITY_ARN: ACTIVITY,
        AWS_REGION: 'us-east-1',
        AWS_ACCESS_KEY_ID: 'test',
        AWS_SECRET_ACCESS_KEY: 'test',
        AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      },
      extendEnv: false,
    });
    let output = '';
    child.all.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    const shown = (text: string) =>
      poll(text, async () => (output.includes(text) ? true : undefined));
    await shown('ECONNREFUSED');
    await shown('Trying again in');

    const task = { taskToken: 't', input: '{"order":{"ticker":"AMZN"},"value":25000}' };
    await listen((request, response) => {
      const isPoll = String(request.headers['x-amz-target']).endsWith('GetActivityTask');
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
        response.end(JSON.stringify(isPoll ? task : {}));
      });
    }, port);
    await shown('Trade AMZN for 25000? [y/N]');
    child.stdin.write('y\n');
    await shown('approved');
    child.kill('SIGINT');
    expect((await child).exitCode).toBe(0);
  }, 60_000);

  it('exits without a Region, with one line that says what to do', async () => {
    const { exitCode, stderr } = await execa(process.execPath, [WORKER_MAIN], {
      reject: false,
      extendEnv: false,
      env: {
        PATH: process.env['PATH'] ?? '',
        AWS_CONFIG_FILE: '/dev/null',
        AWS_EC2_METADATA_DISABLED: 'true',
        APPROVAL_ACTIVITY_ARN: ACTIVITY,
      },
    });
    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      'MissingSettingError: There is no AWS Region. Set AWS_REGION, or add "region" to the profile in ~/.aws/config.',
    );
  });
});
