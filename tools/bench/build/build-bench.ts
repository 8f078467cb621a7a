import { quietProgress } from 'helpers/progress';
import { run } from 'helpers/run-program';
import { isolated } from 'local-aws/aws/environment';
import { prepareTools } from 'local-aws/tools/tools';
import type { Bench, Metric } from '../metric.ts';
import { spread } from '../statistics.ts';
import { withCleanUp } from '../with-clean-up.ts';
import { copyOfProject } from './copy.ts';

const ROUNDS = { nothingBuilt: 2, cached: 3, start: 5, firstDemo: 1, demo: 2 } as const;

const NAMES = {
  cold: 'sam build, nothing built',
  cached: 'sam build, nothing changed',
  firstDemo: 'npm run demo, nothing built',
  demo: 'npm run demo, built before',
} as const;

/** The time of a build and of the demo. */
export const build: Bench = {
  name: 'build',
  title:
    'Building, and the demo, in a copy of the project: seconds from the start of the program to its end. Packages come from the cache of npm, the tools are installed already.',
  metrics: Object.values(NAMES),
  measure: (progress) =>
    withCleanUp(async (cleanUp) => {
      const { signal } = cleanUp;
      const tools = await prepareTools(process.env, quietProgress, signal);
      const copy = await copyOfProject(process.env);
      cleanUp.add('the copy', copy.remove);
      const env = isolated(process.env, copy.folder);
      const seconds = async (program: string, args: readonly string[]): Promise<number> => {
        const begun = performance.now();
        await run(program, args, { cwd: copy.folder, env, signal });
        return (performance.now() - begun) / 1000;
      };
      const times = async (what: string, rounds: number, one: () => Promise<number>) => {
        const taken: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          progress(`${what}: ${round + 1} of ${rounds}`);
          taken.push(await one());
        }
        return spread(taken);
      };

      const sam = () => seconds(tools.sam, ['build']);
      const cold = await times(NAMES.cold, ROUNDS.nothingBuilt, () => copy.empty().then(sam));
      const cached = await times(NAMES.cached, ROUNDS.cached, sam);
      const start = await times('sam --version', ROUNDS.start, () =>
        seconds(tools.sam, ['--version']),
      );
      await copy.empty();
      await copy.install();
      const runDemo = () => seconds('npm', ['run', 'demo']);
      const firstDemo = await times(NAMES.firstDemo, ROUNDS.firstDemo, runDemo);
      const demo = await times(NAMES.demo, ROUNDS.demo, runDemo);

      const unit = 's';
      const target = { atMost: 20 };
      return [
        {
          what: NAMES.cold,
          unit,
          measured: cold,
          baseline: { what: NAMES.cached, measured: cached },
        },
        {
          ...{ what: NAMES.cached, unit, measured: cached },
          baseline: { what: 'sam --version: the start alone', measured: start },
        },
        {
          ...{ what: NAMES.firstDemo, unit, measured: firstDemo },
          baseline: { what: NAMES.demo, measured: demo },
        },
        { what: NAMES.demo, unit, measured: demo, target },
      ] satisfies Metric[];
    }),
};
