import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isolated, LOCAL } from '../local/aws/environment.ts';
import { startEmulator } from '../local/emulator/emulator.ts';
import { cleanUpOnExit } from '../local/process/clean-up.ts';
import { quietProgress } from '../local/progress.ts';
import { prepareTools } from '../local/tools/tools.ts';
import { burst } from './gateway/burst.ts';
import { gatewayChild } from './gateway/child.ts';
import { type Latency, latencies, type Shot, send } from './gateway/latency.ts';
import { setting } from './gateway/setting.ts';

/** What the key gateway costs, beside the emulator without it, in the same run. */
const ROUNDS = 1000;
const BURST = 500;
const BURSTS = 3;
const REQUESTS = 20_000;

const scope = (service: string) =>
  `${LOCAL.account}/20261124/${LOCAL.region}/${service}/aws4_request`;
const shot = (service: string, target: string, input: object): Shot => ({
  path: '/',
  headers: {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': target,
    authorization: `AWS4-HMAC-SHA256 Credential=${scope(service)}, SignedHeaders=host;x-amz-target, Signature=${'0'.repeat(64)}`,
  },
  body: JSON.stringify(input),
});

const cleanUp = cleanUpOnExit((line) => void process.stderr.write(`${line}\n`));
try {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-bench-'));
  cleanUp.add('temporary files', () => rm(folder, { recursive: true, force: true }));
  const env = isolated(process.env, folder);
  const { ministack } = await prepareTools(env, quietProgress, cleanUp.signal);
  const emulator = await startEmulator({ ministack, env, folder, region: LOCAL.region });
  cleanUp.add('the emulator', emulator.stop);
  const gateway = await gatewayChild(emulator.url, join(folder, 'gateway'));
  cleanUp.add('the gateway', gateway.stop);
  const { machineArn, executionArn } = await setting(emulator.url);
  const both = [emulator.url, gateway.url];

  const passed = await latencies(
    both,
    shot('dynamodb', 'DynamoDB_20120810.ListTables', {}),
    ROUNDS,
  );
  const describes = shot('states', 'AWSStepFunctions.DescribeExecution', { executionArn });
  const enforced = await latencies(both, describes, ROUNDS);

  const rates: number[][] = [[], []];
  for (let round = 0; round < BURSTS; round += 1) {
    for (const [index, url] of both.entries()) {
      rates[index]?.push(await burst(url, machineArn, BURST));
    }
  }

  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const many = async (count: number): Promise<void> => {
    const worker = async (): Promise<void> => {
      for (let done = 0; done < count / 16; done += 1) await send(gateway.url, describes, agent);
    };
    await Promise.all(Array.from({ length: 16 }, worker));
  };
  // The memory that a program settles at is not what it uses at first.
  await many(REQUESTS);
  const before = await gateway.memory();
  await many(REQUESTS);
  const after = await gateway.memory();
  agent.destroy();

  report({ passed, enforced, rates: rates.map(middle), before, after });
} finally {
  await cleanUp.run();
}

type Memory = { rss: number; heapUsed: number };
type Found = {
  passed: readonly Latency[];
  enforced: readonly Latency[];
  rates: readonly number[];
  before: Memory;
  after: Memory;
};

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function report({ passed, enforced, rates, before, after }: Found): void {
  const round = (value: number | undefined): number =>
    Math.round((value ?? Number.NaN) * 100) / 100;
  const latency = ([without, with_]: readonly Latency[], aim: number) => ({
    without: round(without?.median),
    with: round(with_?.median),
    added: round((with_?.median ?? Number.NaN) - (without?.median ?? Number.NaN)),
    p95: round((with_?.p95 ?? Number.NaN) - (without?.p95 ?? Number.NaN)),
    aim: `< ${aim} ms`,
  });
  const [without, with_] = rates;
  const table = {
    'passed through (ms)': latency(passed, 1),
    'enforced (ms)': latency(enforced, 3),
    'executions a second': {
      without: round(without),
      with: round(with_),
      added: round((with_ ?? 0) / (without ?? 1)),
      aim: '>= 0.9',
    },
    [`heap after ${REQUESTS} requests (MB)`]: {
      without: before.heapUsed,
      with: after.heapUsed,
      added: round(after.heapUsed - before.heapUsed),
      aim: 'no growth',
    },
    [`memory after ${REQUESTS} requests (MB)`]: {
      without: before.rss,
      with: after.rss,
      added: round(after.rss - before.rss),
      aim: 'no growth',
    },
  };
  console.table(table);
  console.log(JSON.stringify(table));
}
