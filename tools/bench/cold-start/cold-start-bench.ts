import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PATHS } from 'helpers/project-paths';
import { shuffled } from 'helpers/shuffle';
import type { Bench } from '../metric.ts';
import { ownFunctions } from '../size/build-options.ts';
import { withCleanUp } from '../with-clean-up.ts';
import { metricsOf, type Taken } from './cold-start-metrics.ts';
import { coldStart } from './measure.ts';
import { tableEndpoint } from './table-endpoint.ts';
import { emptyHandler, eventOf, variantsOf } from './variants.ts';

const ROUNDS = 61;

/**
 * Measures whole processes, from start to first answer. All variants take turns, so that a busy
 * moment of the machine affects each of them. The order changes in each round, because the previous
 * process makes a difference of some milliseconds. The table answers over HTTP, without TLS.
 */
export const coldStarts: Bench = {
  name: 'cold-start',
  title:
    'A process from its start to its end with one event answered, compared with a handler that returns its event. Each loads the modules that the runtime client of Lambda loads. The table answers at once, over plain HTTP.',
  measure: (progress) =>
    withCleanUp(async (cleanUp) => {
      await mkdir(PATHS.local, { recursive: true });
      const folder = await mkdtemp(join(PATHS.local, `run-${process.pid}-`));
      cleanUp.add('temporary files', () => rm(folder, { recursive: true, force: true }));
      const table = await tableEndpoint();
      cleanUp.add('the table', async () => table.stop());
      const env = environment(table.url);

      const empty: Taken = { function: '', variant: 'empty', starts: [] };
      const subjects = [{ taken: empty, module: await emptyHandler(folder), event: '{}' }];
      for (const each of await ownFunctions()) {
        const event = await eventOf(each.name);
        for (const { name, module } of await variantsOf(each, folder)) {
          const taken: Taken = { function: each.name, variant: name, starts: [] };
          subjects.push({ taken, module, event });
        }
      }
      for (let round = 0; round < ROUNDS; round += 1) {
        progress(`${round + 1} of ${ROUNDS}`);
        for (const { taken, module, event } of shuffled(subjects, round)) {
          cleanUp.signal.throwIfAborted();
          taken.starts.push(await coldStart(module, event, env));
        }
      }
      return metricsOf(
        empty,
        subjects.slice(1).map(({ taken }) => taken),
      );
    }),
};

const environment = (endpoint: string): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: '123456789012',
  AWS_SECRET_ACCESS_KEY: 'local-only',
  TABLE_NAME: 'bench',
});
