import { join } from 'node:path';
import { Command } from 'commander';
import { printProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { runCommand } from 'helpers/run-command';
import { requireDockerEngine } from '../docker/require-engine.ts';
import { ensureLambdaImage } from './ensure-image.ts';

/** The last message, by source of the image. */
const OUTCOMES = {
  present: 'exists already, and was not changed',
  reused: 'is the substitute of an earlier run, with the same inputs',
  pulled: 'was pulled from the registry',
  built: 'was built from npm packages, because no registry can be reached',
} as const;

new Command('lambda-image')
  .description('Pulls the image that functions run in, or builds a substitute without a registry.')
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
