import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';
import type { Bench } from '../metric.ts';
import { ratioByTurn, spread } from '../statistics.ts';

const ROUNDS = 15;
const folder = join(PATHS.root, 'tools', 'who-can-read');
const program = join(folder, 'dist', 'cli.js');
const toVersion = 'to its version';
const toAnswer = "to its answer on this project's template";

/** The compiled command, as it is in the packed file, in turn with an empty Node.js. */
export const start: Bench = {
  name: 'start',
  title:
    'The packed who-can-read from its start to its end, in turn with a Node.js that does nothing (`node -e 0`). Elapsed time.',
  metrics: [toVersion, toAnswer],
  async measure(progress) {
    progress('compiling');
    await run(process.execPath, ['build.mjs'], { cwd: folder, env: process.env });
    const answers = () => milliseconds(program, '--template', join(PATHS.root, 'template.yaml'));
    // Once, so that all of them are in the compile cache.
    answers();
    progress(`${ROUNDS} rounds`);
    const rounds = Array.from({ length: ROUNDS }, () => ({
      empty: milliseconds('-e', '0'),
      version: milliseconds(program, '--version'),
      answer: answers(),
    }));
    const of = (name: 'empty' | 'version' | 'answer') => rounds.map((round) => round[name]);
    const metric = (what: string, values: readonly number[]) => ({
      ...{ what, unit: 'ms', measured: spread(values) },
      baseline: {
        what: 'an empty Node.js',
        measured: spread(of('empty')),
        ratio: ratioByTurn(values, of('empty')),
      },
    });
    return [
      metric(toVersion, of('version')),
      { ...metric(toAnswer, of('answer')), target: { atMost: 5 } },
    ];
  },
};

/** Returns how long a Node.js runs, from outside. */
function milliseconds(...args: readonly string[]): number {
  const begun = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return performance.now() - begun;
}
