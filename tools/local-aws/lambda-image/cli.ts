import { join } from 'node:path';
import { Command } from 'commander';
import { printProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { runCommand } from 'helpers/run-command';
import { requireDockerEngine } from '../docker/require-engine.ts';
import { ensureLambdaImage } from './ensure-image.ts';

/** What a person reads at the end, by where the image came from. */
const OUTCOMES = {
  present: 'is there already, and was left as it is',
  reused: 'is the substitute built before; its inputs are unchanged',
  pulled: 'was pulled from the registry',
  built: 'was built from npm packages, since no registry can be reached',
} as const;

new Command('lambda-image')
  .description('Gets the image that functions run in, or builds one where no registry is reached.')
  .parse();

const print = (line: string): void => void process.stderr.write(`${line}\n`);
await runCommand(print)(async ({ signal }) => {
  const { architecture } = await requireDockerEngine(process.env);
  const { tag, source } = await ensureLambdaImage({
    architecture,
    cache: join(PATHS.local, 'lambda-image'),
    env: process.env,
    progress: printProgress(print),
    signal,
  });
  process.stdout.write(`${tag} ${OUTCOMES[source]}.\n`);
  return 0;
});
