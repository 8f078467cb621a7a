import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { containersMounting } from '../../docker/containers.ts';
import { copyBuiltStack, type RunnableStack } from '../../sam-local/runnable-stack.ts';
import { type LocalLambda, startLambda } from '../../sam-local/start-lambda.ts';
import { readEvent } from './expectation.ts';
import { workbench } from './sam-local-fixture.ts';

const ask = async (url: string): Promise<unknown> => {
  const path = '/2015-03-31/functions/CheckPriceFunction/invocations';
  const body = JSON.stringify(readEvent('check-price.json'));
  return (await fetch(`${url}${path}`, { method: 'POST', body })).json();
};

describe('two sam local start-lambda on one machine', () => {
  const bench = workbench();
  const price = { stock_price: 42, ticker: 'AMZN' };
  let folder: string;
  let stack: RunnableStack;
  let other: LocalLambda;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'other-clone-'));
    stack = await copyBuiltStack(bench.builtTemplate, folder);
    other = await startLambda({ ...bench, stack, env: process.env });
  }, 120_000);
  afterAll(async () => {
    await other.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('answer side by side, and one continues when the other stops', async () => {
    expect(other.url).not.toBe(bench.lambdaUrl);
    expect(await Promise.all([ask(bench.lambdaUrl), ask(other.url)])).toEqual([price, price]);
    const mine = await containersMounting(bench.stack.mounts, { env: process.env });
    expect(await containersMounting(stack.mounts, { env: process.env })).toHaveLength(1);

    await other.stop();

    expect(await containersMounting(stack.mounts, { env: process.env })).toEqual([]);
    expect(await containersMounting(bench.stack.mounts, { env: process.env })).toEqual(mine);
    expect(await ask(bench.lambdaUrl)).toEqual(price);
  }, 60_000);
});
