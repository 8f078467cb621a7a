import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { styleText } from 'node:util';
import { onOutputLost } from 'helpers/output-lost';
import { awsCliVariables, requireProfile, requireRegion } from './command/aws-settings.ts';
import { progressLine } from './command/progress-line.ts';
import { type CommandEnvironment, run } from './command/run-report.ts';
import { workingFolder } from './command/working-folder.ts';

/** Runs the command with the arguments and streams of this process, and sets its exit code. */
export async function runInProcess(): Promise<void> {
  const line = progressLine(process.stderr);
  const folder = workingFolder('who-can-read', process.env, process.cwd());

  const world: CommandEnvironment = {
    read: (file) => readFile(resolve(folder, file), 'utf8'),
    async stack(source, stateMachine) {
      // The SDK is slow to load, and a template does not need it.
      const { retryText, stackClients } = await import('./account/index.ts');
      const { readStackModels } = await import('./command/report-on-stack.ts');
      const show = (what: string): void => line.show(`Reading ${what} ...`);
      Object.assign(process.env, awsCliVariables(process.env));
      const profile = source.profile ?? process.env['AWS_PROFILE'];
      await requireProfile(profile, process.env, (file) => readFile(file, 'utf8'));
      const clients = stackClients(source, (call, error) => show(retryText(call, error)));
      await requireRegion(clients.sts.config.region);
      return readStackModels(
        clients,
        { ...source, ...(stateMachine === undefined ? {} : { stateMachine }) },
        show,
      );
    },
    // Color only on a terminal, and never with NO_COLOR.
    paint: (color, text) => styleText(color, text, { stream: process.stdout }),
    show: line.show,
  };

  // If a program closed the pipe, it does not need more output. After any other failure the report is
  // incomplete, so the exit code must show an error.
  onOutputLost(({ stream, problem }) => {
    if (problem === undefined) return;
    process.exitCode = 2;
    if (stream === process.stdout) process.stderr.write(`✘ ${problem}\n`);
  });

  const { stdout, stderr, exitCode } = await run(process.argv.slice(2), world);
  line.clear();
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = exitCode;
}
