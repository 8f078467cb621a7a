import { Agent } from 'node:http';
import { type BenchRequest, send } from './latency.ts';

const CONNECTIONS = 64;

/**
 * Sends the same read over 64 connections at the same time.
 *
 * @param count of all connections together.
 * @param status that each answer must have: 400 through the gateway, which denies the read.
 * @returns reads a second.
 * @throws when an answer has another status.
 */
export async function readsASecond(
  url: string,
  read: BenchRequest,
  count: number,
  status: number,
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let left = count;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await send(url, read, agent, status);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return count / seconds;
}
