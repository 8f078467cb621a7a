/**
 * A public bug report: Ctrl-C during a poll, and a new worker. The emulator gave the next task to
 * the aborted poll, and does not count heartbeats, so the execution stayed RUNNING.
 */
import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../http/exchange.ts';
import { undeliveredTasks } from '../states/undelivered-tasks.ts';
import { deciding } from './authorization-fixture.ts';
import { type FakeUpstreamFixture, fakeUpstreamForTests, signed } from './fake-upstream.ts';
import { caller, KEY } from './permissive-emulator.ts';

const { start } = fakeUpstreamForTests();
let fixture: FakeUpstreamFixture;
/** Polls that wait at the emulator, the oldest first. */
let polls: ServerResponse[];
let activityArn: string;
beforeAll(async () => {
  fixture = await start();
});

beforeEach(() => {
  polls = [];
  activityArn = `arn:aws:states:us-east-1:123456789012:activity:${randomUUID()}`;
  fixture.answers(
    deciding({
      GetKeyPolicy: (_, response) => void response.end(JSON.stringify({ Policy: openKey })),
      GetActivityTask: (_, response) => void polls.push(response),
      CreateActivity: (_, response) => void response.end(JSON.stringify({ activityArn })),
    }),
  );
});

const call = caller(() => fixture.gateway.url);
/** Allows the root user, who polls here, everything. */
const openKey = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:iam::123456789012:root' },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});
const TARGET = 'AWSStepFunctions.GetActivityTask';
const task = (taskToken: string) => JSON.stringify({ taskToken, input: '{}' });

async function arrived(count: number): Promise<void> {
  while (polls.length < count) await sleep(5);
}

/** Polls, closes the connection, and lets the emulator answer that poll. */
async function breakOff(answer: string): Promise<void> {
  const before = polls.length;
  const leaving = new AbortController();
  const poll = fetch(fixture.gateway.url, {
    method: 'POST',
    headers: signed(TARGET),
    body: JSON.stringify({ activityArn }),
    signal: leaving.signal,
  }).catch(() => 'broken off');
  await arrived(before + 1);
  leaving.abort();
  expect(await poll).toBe('broken off');
  // The gateway sees the end of the connection before the emulator has a task.
  await sleep(100);
  answerPoll(before, answer);
  await sleep(100);
}

function answerPoll(index: number, text: string, status = 200): void {
  const response = polls[index];
  if (!response) throw new Error(`No poll ${index} waits.`);
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
  response.end(text);
}

/** Polls as another worker would, and lets the emulator answer. */
async function pollAnswered(text: string, status = 200) {
  const before = polls.length;
  const poll = call(TARGET, { activityArn });
  await arrived(before + 1);
  answerPoll(before, text, status);
  return poll;
}

describe('a task that the emulator gives to a poll whose client is gone', () => {
  // id: undelivered-activity-task
  it('is returned to the next poll, once', async () => {
    await breakOff(task('first'));

    expect((await pollAnswered('{}')).text).toBe(task('first'));
    expect((await pollAnswered('{}')).text).toBe('{}');
  });

  it('is returned to a waiting poll when the emulator answers it', async () => {
    const waiting = call(TARGET, { activityArn });
    await arrived(1);
    await breakOff(task('first'));
    answerPoll(0, '{}');

    expect((await waiting).text).toBe(task('first'));
  });

  it('is returned before a newer task, and the newer task is not lost', async () => {
    await breakOff(task('first'));

    expect((await pollAnswered(task('second'))).text).toBe(task('first'));
    expect((await pollAnswered('{}')).text).toBe(task('second'));
  });

  it('is not returned to a poll that the emulator denies', async () => {
    await breakOff(task('first'));
    const denied = '{"__type":"AccessDeniedException"}';

    expect(await pollAnswered(denied, 400)).toMatchObject({ status: 400, text: denied });
    expect((await pollAnswered('{}')).text).toBe(task('first'));
  });

  it('is not returned to a poll of another activity', async () => {
    await breakOff(task('first'));
    activityArn += '-other';

    expect((await pollAnswered('{}')).text).toBe('{}');
  });

  it('is not returned to a poll after the activity is created again without its key', async () => {
    const name = activityArn.slice(activityArn.lastIndexOf(':') + 1);
    const encryptionConfiguration = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KEY };
    const created = await call('AWSStepFunctions.CreateActivity', {
      name,
      encryptionConfiguration,
    });
    expect(created.status).toBe(200);
    await breakOff(task('first'));
    await breakOff(task('second'));
    expect((await pollAnswered('{}')).text).toBe(task('first'));

    await call('AWSStepFunctions.DeleteActivity', { activityArn });
    expect((await pollAnswered('{}')).text).toBe('{}');
  });

  it('does not exist after an aborted poll without a task', async () => {
    await breakOff('{}');

    expect((await pollAnswered('{}')).text).toBe('{}');
  });
});

describe('kept tasks', () => {
  const answer = (name: string): Answer => ({
    ...{ status: 200, statusMessage: 'OK', headers: [] },
    body: Buffer.from(name),
  });
  const [first, second, third] = [answer('first'), answer('second'), answer('third')];

  it('do not exceed the limit, and the oldest is dropped first', () => {
    const tasks = undeliveredTasks(2);
    tasks.add('one', first);
    tasks.add('other', second);
    tasks.add('other', third);

    expect(tasks.take('one')).toBeUndefined();
    expect(tasks.take('other')).toBe(second);
    expect(tasks.take('other')).toBe(third);
  });

  it('free their place when a poll takes them', () => {
    const tasks = undeliveredTasks(2);
    tasks.add('one', first);
    tasks.add('one', second);
    expect(tasks.take('one')).toBe(first);
    tasks.add('other', third);

    expect(tasks.take('one')).toBe(second);
    expect(tasks.take('other')).toBe(third);
  });

  it('are 1,000 by default', () => {
    const tasks = undeliveredTasks();
    for (let count = 0; count < 1001; count += 1) tasks.add('one', answer(String(count)));

    let left = 0;
    while (tasks.take('one')) left += 1;
    expect(left).toBe(1000);
  });
});
