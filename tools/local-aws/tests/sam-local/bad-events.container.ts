import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, describe, expect, it } from '@jest/globals';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from '../../aws/environment.ts';
import { containersMounting } from '../../docker/containers.ts';
import { docker } from '../../docker/docker.ts';
import { expectedEvents, expectOutput, readEvent } from './expectation.ts';
import { workbench } from './sam-local-fixture.ts';

describe('a container with bad events', () => {
  const bench = workbench();
  const client = new LambdaClient({
    endpoint: bench.lambdaUrl,
    region: bench.region,
    credentials: rootOf(LOCAL.account),
  });
  /** Each container with the time it started: both stay the same while it runs on. */
  const lives = async (): Promise<string[]> => {
    const ids = await containersMounting(bench.stack.mounts, { env: process.env });
    const format = '{{.Id}} {{.State.StartedAt}} {{.State.Running}}';
    const shown = await docker(['inspect', '--format', format, ...ids], { env: process.env });
    return shown.split('\n').toSorted();
  };
  const send = async (events: ReturnType<typeof expectedEvents>): Promise<void> => {
    for (const [name, expectation] of events) {
      const id = bench.stack.functions.find((each) => each.name === expectation.function)?.id;
      const Payload = JSON.stringify(readEvent(name));
      const answer = await client.send(new InvokeCommand({ FunctionName: id, Payload }));
      const result = JSON.parse(answer.Payload?.transformToString() ?? '');
      if (expectation.error === undefined) {
        expect(answer.FunctionError).toBeUndefined();
        expectOutput(result, expectation);
      } else {
        expect(answer.FunctionError).toBe('Unhandled');
        expect(result).toMatchObject(expectation.error);
      }
    }
  };
  afterAll(() => client.destroy());

  it('reports each with its named error, continues to run, and answers good ones', async () => {
    const bad = expectedEvents('function').filter(([, { error }]) => error !== undefined);
    const good = expectedEvents('function').filter(([, { error }]) => error === undefined);

    await send(good);
    const before = await lives();
    await send(bad);
    await send(good);

    expect(bad).not.toHaveLength(0);
    expect(before).toHaveLength(bench.stack.functions.length);
    expect(await lives()).toEqual(before);
  }, 120_000);
});
