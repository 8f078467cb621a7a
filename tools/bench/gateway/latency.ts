import { Agent, request } from 'node:http';

/** One request, with its body as bytes. */
export type BenchRequest = { path: string; headers: Record<string, string>; body: string };

/**
 * Sends a request repeatedly, in turn to two addresses, one at a time on a kept connection. So
 * other work of the machine affects both alike.
 *
 * @param times for each address.
 * @returns the milliseconds of each, in pairs.
 */
export async function latencies(
  [first, second]: readonly [string, string],
  request: BenchRequest,
  times: number,
): Promise<readonly (readonly [number, number])[]> {
  const agents = [0, 1].map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
  const time = async (url: string, agent: Agent | undefined): Promise<number> => {
    const begun = performance.now();
    await send(url, request, agent);
    return performance.now() - begun;
  };
  const pairs: [number, number][] = [];
  for (let round = -20; round < times; round += 1) {
    const pair: [number, number] = [await time(first, agents[0]), await time(second, agents[1])];
    if (round >= 0) pairs.push(pair);
  }
  for (const agent of agents) agent.destroy();
  return pairs;
}

/** Sends a request and reads its answer. @throws when it is answered with another status. */
export function send(
  url: string,
  { path, headers, body }: BenchRequest,
  agent?: Agent,
  status = 200,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { method: body === '' ? 'GET' : 'POST', headers, ...(agent ? { agent } : {}) };
    const outgoing = request(`${url}${path}`, options, (answer) => {
      answer.resume();
      answer.on('end', () => {
        if (answer.statusCode === status) resolve();
        else reject(new Error(`answered with ${answer.statusCode}`));
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
