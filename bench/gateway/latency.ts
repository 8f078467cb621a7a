import { Agent, request } from 'node:http';

/** One request, as bytes of its parts. */
export type Shot = { path: string; headers: Record<string, string>; body: string };

/** Milliseconds: the middle, and what 95 of 100 stay under. */
export type Latency = { median: number; p95: number };

/**
 * Sends a request again and again, in turn to each address, one at a time on a kept connection, so
 * that whatever else the machine does bears on both alike.
 *
 * @param times per address.
 */
export async function latencies(
  urls: readonly string[],
  shot: Shot,
  times: number,
): Promise<readonly Latency[]> {
  const agents = urls.map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
  const taken: number[][] = urls.map(() => []);
  for (let round = -20; round < times; round += 1) {
    for (const [index, url] of urls.entries()) {
      const begun = performance.now();
      await send(url, shot, agents[index]);
      if (round >= 0) taken[index]?.push(performance.now() - begun);
    }
  }
  for (const agent of agents) agent.destroy();
  return taken.map(summary);
}

/** Sends a request and reads its answer. @throws when it is not answered with 200. */
export function send(url: string, { path, headers, body }: Shot, agent?: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { method: body === '' ? 'GET' : 'POST', headers, ...(agent ? { agent } : {}) };
    const outgoing = request(`${url}${path}`, options, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`answered with ${answer.statusCode}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function summary(taken: readonly number[]): Latency {
  const sorted = taken.toSorted((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  return { median: at(0.5), p95: at(0.95) };
}
