import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';
import type { Bench, Metric } from '../metric.ts';
import { exact } from '../statistics.ts';
import { withCleanUp } from '../with-clean-up.ts';
import { parseTimes } from './parse-times.ts';

/** Commands that a contributor waits for, and the most processor time that each can take. */
const COMMANDS = [
  { name: 'npm run test:unit', seconds: 30 },
  { name: 'npm test', seconds: 400 },
] as const;

const processor = (name: string): string => `${name}, processor time`;
const elapsed = (name: string): string => `${name}, elapsed time`;

/** The time of the commands that a contributor runs before each commit. */
export const tests: Bench = {
  name: 'tests',
  title:
    'One run of each command. The operating system accounts for the processor time of all processes that it starts.',
  onlyByName: 'it takes minutes, and npm test prints its own processor time',
  metrics: COMMANDS.flatMap(({ name }) => [processor(name), elapsed(name)]),
  measure: (progress) =>
    withCleanUp(async ({ signal }) => {
      const metrics: Metric[] = [];
      for (const { name, seconds } of COMMANDS) {
        progress(name);
        const begun = performance.now();
        // https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#times
        const script = `${name} --silent || exit; times`;
        const { stdout } = await run('sh', ['-c', script], {
          ...{ cwd: PATHS.root, env: process.env, signal },
        });
        metrics.push(
          {
            what: processor(name),
            unit: 's',
            measured: exact(parseTimes(stdout)),
            target: { atMost: seconds },
          },
          { what: elapsed(name), unit: 's', measured: exact((performance.now() - begun) / 1000) },
        );
      }
      return metrics;
    }),
};
