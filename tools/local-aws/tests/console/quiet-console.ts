import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { LOCAL } from '../../aws/environment.ts';
import { type Console, startConsole } from '../../console/console.ts';
import { writeProfiles } from '../../identities/profiles.ts';

/** No program listens there: this console never calls AWS. */
const NOWHERE = { url: 'http://127.0.0.1:9', region: LOCAL.region };

/** A console without an AWS, and its log lines. It is stopped after the last test. */
export function quietConsole(
  isUpstreamUp = () => true,
): () => Promise<{ console: Console; logged: string[] }> {
  const undo: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const step of undo) await step();
  });
  return () => start(undo, isUpstreamUp);
}

const keyOfExecution = async (): Promise<undefined> => undefined;

async function start(undo: (() => Promise<void>)[], isUpstreamUp: () => boolean) {
  const folder = await mkdtemp(join(tmpdir(), 'console-test-'));
  const keys = new Map([['operator', { accessKeyId: 'AKIAOPERATOR', secretAccessKey: 'unsaid' }]]);
  await writeProfiles(folder, NOWHERE, LOCAL.account, keys);
  const logged: string[] = [];
  const console = await startConsole({
    endpoint: NOWHERE,
    upstream: NOWHERE.url,
    folder,
    account: LOCAL.account,
    gateway: { events: () => [], accessVersion: () => 0, isUpstreamUp, keyOfExecution },
    log: (line) => void logged.push(line),
  });
  undo.push(console.stop, () => rm(folder, { recursive: true, force: true }));
  return { console, logged };
}
