import { readFileSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from 'helpers/is-alive';
import { isObject } from './http/strict-json.ts';

/** The address of a running gateway, which it writes into its folder. */
export type GatewayState = {
  readonly url: string;
  readonly pid: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** File of KMS events, one on each line. */
  readonly events: string;
};

const FILE = 'gateway.json';

/** Names of a gateway's files in its folder. */
export const FILES = {
  sessions: 'sessions.jsonl',
  activities: 'activities.jsonl',
  encryption: 'encryption.jsonl',
  events: 'kms-events.jsonl',
} as const;

/** Records a gateway in its folder, for its owner only. */
export function writeState(folder: string, state: GatewayState): Promise<void> {
  return writeFile(join(folder, FILE), JSON.stringify(state), { mode: 0o600 });
}

/**
 * Returns the latest running gateway that is recorded in a folder or its subfolders.
 */
export async function runningGateway(folder: string): Promise<GatewayState | undefined> {
  const within = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = within
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
  const deeper = folders.map((each) => join(each, 'gateway'));
  return [folder, ...folders, ...deeper]
    .flatMap((each) => readState(join(each, FILE)) ?? [])
    .filter(({ pid }) => isAlive(pid))
    .sort((a, b) => b.startedAt.localeCompare(a.startedAt))[0];
}

function readState(path: string): GatewayState | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isState(value) ? value : undefined;
  } catch {
    return undefined; // Missing, or not yet complete.
  }
}

function isState(value: unknown): value is GatewayState {
  return (
    isObject(value) &&
    ['url', 'startedAt', 'events'].every((name) => typeof value[name] === 'string') &&
    typeof value['pid'] === 'number'
  );
}
