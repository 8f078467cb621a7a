import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';
import type { Bench } from '../metric.ts';
import { exact } from '../statistics.ts';
import { withCleanUp } from '../with-clean-up.ts';

const NAME = 'the tests that need no container';

/** How long the tests take, once. */
export const tests: Bench = {
  name: 'tests',
  title: 'One run of the check "tests" of npm test, which says itself how long each check takes.',
  onlyByName: 'it takes a minute or more, and npm test shows the time of each check',
  metrics: [NAME],
  measure: (progress) =>
    withCleanUp(async ({ signal }) => {
      progress(NAME);
      const begun = performance.now();
      await run('npm', ['test', '--silent', '--', 'tests'], {
        ...{ cwd: PATHS.root, env: process.env, signal },
      });
      const seconds = (performance.now() - begun) / 1000;
      return [{ what: NAME, unit: 's', measured: exact(seconds), target: { atMost: 60 } }];
    }),
};
