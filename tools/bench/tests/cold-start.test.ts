import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { metricsOf, type Taken } from '../cold-start/cold-start-metrics.ts';
import { coldStart } from '../cold-start/measure.ts';
import { tableEndpoint } from '../cold-start/table-endpoint.ts';
import { eventOf, moduleOf, type VariantName } from '../cold-start/variants.ts';
import { ownFunctions } from '../size/build-options.ts';

/** Takes a module and an event; prints the modules of Node.js that are loaded at the end. */
const WATCH = `
const { handler } = await import(process.argv[1]);
await handler(JSON.parse(process.argv[2]), {});
process.stdout.write('\\n' + JSON.stringify(process.moduleLoadList));
process.exit();`;
const FETCH = 'NativeModule internal/deps/undici/undici';

const functions = await ownFunctions();

describe('a cold start', () => {
  let folder: string;
  let table: Awaited<ReturnType<typeof tableEndpoint>>;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cold-start-'));
    table = await tableEndpoint();
    env = {
      AWS_ENDPOINT_URL: table.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: '123456789012',
      AWS_SECRET_ACCESS_KEY: 'test',
      TABLE_NAME: 'transactions',
    };
  });
  afterAll(async () => {
    table.stop();
    await rm(folder, { recursive: true });
  });

  const loaded = async (name: string, variant: VariantName): Promise<string[]> => {
    const own = functions.find((each) => each.name === name);
    const module = own ? await moduleOf(own, variant, folder) : '';
    const args = ['--input-type=module', '--eval', WATCH, module, await eventOf(name)];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env, timeout: 30_000 });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  };

  it.each(functions)('of $name loads no client for fetch', async ({ name }) => {
    expect(await loaded(name, 'deployed')).not.toContain(FETCH);
  });

  it.each(functions)('does not need one for the Node.js part of $name', async ({ name }) => {
    expect(await loaded(name, 'Node.js alone')).not.toContain(FETCH);
  });

  it('would load a client for fetch if save were an ES module', async () => {
    expect(await loaded('save', 'as an ES module')).toContain(FETCH);
  });

  it('is measured from outside and inside the process, without the memory of the measuring process', async () => {
    const bulk = Buffer.alloc(400 * 2 ** 20, 1);
    const module = join(folder, 'give-back.mjs');
    await writeFile(module, 'export const handler = async (event) => event;\n');

    const start = await coldStart(module, '{}', {});

    expect(start.milliseconds).toBeGreaterThan(0);
    expect(start.processorMilliseconds).toBeGreaterThan(0);
    expect(start.mebibytes).toBeGreaterThan(10);
    expect(start.mebibytes).toBeLessThan(bulk.length / 2 ** 20 / 2);
  });

  it('that fails does not produce a metric', async () => {
    const module = join(folder, 'fail.mjs');
    await writeFile(
      module,
      'export const handler = async () => { throw new Error("broken on purpose"); };\n',
    );

    await expect(coldStart(module, '{}', {})).rejects.toThrow('broken on purpose');
  });
});

describe('the metrics of cold starts', () => {
  const taken = (name: string, variant: Taken['variant'], milliseconds: number): Taken => ({
    ...{ function: name, variant },
    starts: [{ milliseconds, processorMilliseconds: milliseconds / 2, mebibytes: 50 }],
  });
  const empty = taken('', 'empty', 40);

  it('compare a deployed function with an empty handler, its target and the other build options', () => {
    const all = [taken('buy', 'deployed', 50), taken('buy', 'Node.js alone', 44)];

    const metrics = metricsOf(empty, all);

    expect(
      metrics.map(({ what, measured, baseline, target }) => [
        ...[what, measured.median, baseline?.what, baseline?.measured.median, target],
      ]),
    ).toEqual([
      ['buy', 50, 'an empty handler', 40, { atMost: 1.3 }],
      ['buy', 50, 'Node.js alone', 44, undefined],
      ['buy, processor time', 25, 'an empty handler', 20, undefined],
      ['buy, processor time', 25, 'Node.js alone', 22, undefined],
      ['buy, memory', 50, 'an empty handler', 50, undefined],
    ]);
  });

  it('are ratios of starts of the same round', () => {
    const slowFor = (rounds: number, name: string, variant: Taken['variant'], each: number) => ({
      ...taken(name, variant, each),
      starts: [1, 2, 3].flatMap(
        (round) => taken(name, variant, round <= rounds ? each * 3 : each).starts,
      ),
    });

    const [metric] = metricsOf(slowFor(1, '', 'empty', 40), [slowFor(2, 'buy', 'deployed', 50)]);

    expect([metric?.measured.median, metric?.baseline?.measured.median]).toEqual([150, 40]);
    expect(metric?.baseline?.ratio).toBe(1.25);
  });

  it('have a target for every function', () => {
    const all = functions.map(({ name }) => taken(name, 'deployed', 50));

    expect(metricsOf(empty, all).filter(({ target }) => target !== undefined)).toHaveLength(4);
  });
});
