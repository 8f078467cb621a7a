import { type LocalLambda, startLambda } from 'local-aws/sam-local/start-lambda';
import { eventOf } from '../cold-start/variants.ts';
import type { Bench, Metric } from '../metric.ts';
import { type Spread, spread } from '../statistics.ts';
import { withCleanUp } from '../with-clean-up.ts';
import { containerFixture } from './container-fixture.ts';
import { EMPTY } from './empty-function.ts';
import { reportedDuration } from './invoke.ts';

const ROUNDS = 7;

/** Measures functions in containers of the Lambda runtime, as the runtime reports them. */
export const container: Bench = {
  name: 'container',
  title:
    'Durations that the runtime reports in containers of sam local start-lambda, compared with a handler that returns its event: the first invocation, which initializes the runtime and the function, and the second. 256 MB, and a whole processor.',
  measure: (progress) =>
    withCleanUp(async (cleanUp) => {
      const { signal } = cleanUp;
      progress('making ready');
      const local = await containerFixture(process.env, cleanUp);
      const subjects = await Promise.all(
        local.stack.functions.map(async ({ id, name }) => ({
          ...{ id, name, event: id === EMPTY ? '{}' : await eventOf(name) },
          ...{ first: [] as number[], second: [] as number[] },
        })),
      );
      let running: LocalLambda | undefined;
      cleanUp.add('sam local start-lambda', async () => running?.stop());
      for (let round = 0; round < ROUNDS; round += 1) {
        progress(`${round + 1} of ${ROUNDS}`);
        const lambda = await startLambda(local, signal);
        running = lambda;
        for (const { id, event, first, second } of subjects) {
          first.push(await reportedDuration(lambda, id, event, signal));
          second.push(await reportedDuration(lambda, id, event, signal));
        }
        running = undefined;
        await lambda.stop();
      }
      const measured = subjects.map(({ id, name, first, second }) => ({
        ...{ id, name, first: spread(first), second: spread(second) },
      }));
      const empty = measured.find(({ id }) => id === EMPTY);
      return measured
        .filter((each) => each !== empty)
        .flatMap(({ name, first, second }) => [
          metric(`${name}, first answer`, first, empty?.first),
          metric(`${name}, second answer`, second, empty?.second),
        ]);
    }),
};

const metric = (what: string, measured: Spread, empty: Spread | undefined): Metric => ({
  ...{ what, unit: 'ms', measured },
  ...(empty ? { baseline: { what: 'an empty handler', measured: empty } } : {}),
});
