/** After "no space left", the event file had an incomplete line, and the gateway stopped writing it. */
import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { poll } from 'helpers/poll';
import { sessionStore } from '../caller/session-store.ts';
import { eventLog } from '../events/event-file.ts';
import type { RecordedCall } from '../events/recorded-call.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'event-file-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const call = (reason: string): RecordedCall => ({
  actor: { kind: 'service', name: 'delivery.logs.amazonaws.com' },
  operation: 'Decrypt',
  keyArn: 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000001',
  reason,
});

describe('the event file', () => {
  // id: event-file-recovers
  it('is complete again after the disk was full, and the log reports it', async () => {
    const file = join(folder, 'events.jsonl');
    const logged: string[] = [];
    let full = false;
    const events = eventLog(
      file,
      () => new Date(0),
      (line) => void logged.push(line),
      async (path, text) => {
        if (full) {
          await appendFile(path, text.slice(0, 40));
          throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        }
        await appendFile(path, text);
      },
    );
    const lines = async () => (await readFile(file, 'utf8')).split('\n').filter(Boolean);
    events.record(call('first'));
    await poll('The first event', async () => ((await lines()).length === 1 ? true : undefined));
    full = true;
    events.record(call('second'));
    await poll('The log line', async () => (logged.length === 1 ? true : undefined));
    events.record(call('third'));
    full = false;
    await poll('The other events', async () => (logged.length === 2 ? true : undefined));
    await events.close();
    const reasons = (await lines()).flatMap((line) => {
      try {
        return [JSON.parse(line).additionalEventData.reason];
      } catch {
        return [];
      }
    });
    expect(reasons).toEqual(['first', 'second', 'third']);
    expect(logged).toEqual([
      `KMS events cannot be written to ${file}: ENOSPC. They wait in memory.`,
      `KMS events are written to ${file} again. No event is missing.`,
    ]);
  });
});

describe('a session that cannot be stored', () => {
  it('is an error that names the file and the reason', () => {
    const sessions = sessionStore(join(folder, 'missing', 'sessions.jsonl'));
    const principal = { kind: 'root', partition: 'aws', account: '123456789012' } as const;
    const record = { accessKeyId: 'ASIA', principal, facts: {}, issuedAt: '' };
    expect(() => sessions.add(record)).toThrow(/cannot write .*sessions\.jsonl: ENOENT/);
    expect(sessions.find('ASIA')).toBeUndefined();
  });
});
