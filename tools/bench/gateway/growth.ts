import { Agent } from 'node:http';
import { type BenchRequest, send } from './latency.ts';
import type { GatewayChild } from './start-gateway-process.ts';

const CONNECTIONS = 16;

/** Megabytes after a garbage collection. */
export type Memory = Awaited<ReturnType<GatewayChild['memory']>>;

/**
 * Measures the memory growth of many requests, after as many requests before: a program needs some
 * requests to reach its stable memory.
 */
export async function growth(
  gateway: GatewayChild,
  request: BenchRequest,
  requests: number,
): Promise<{ before: Memory; after: Memory }> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const many = async (): Promise<void> => {
    const worker = async (): Promise<void> => {
      for (let done = 0; done < requests / CONNECTIONS; done += 1) {
        await send(gateway.url, request, agent);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  };
  try {
    await many();
    const before = await gateway.memory();
    await many();
    return { before, after: await gateway.memory() };
  } finally {
    agent.destroy();
  }
}
