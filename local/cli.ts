import { Command } from 'commander';
import { demo } from './demo/demo.ts';
import { LocalError } from './errors.ts';
import { actAs, actors } from './identities/act-as.ts';
import { type CleanUp, cleanUpOnExit } from './process/clean-up.ts';
import { start } from './start.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs a command, undoes what it started, and sets the exit code: 0 only when all was well. */
async function main(work: (cleanUp: CleanUp) => Promise<boolean>): Promise<void> {
  const cleanUp = cleanUpOnExit(complain);
  try {
    if (!(await work(cleanUp))) process.exitCode = 1;
  } catch (error) {
    if (cleanUp.signal.aborted) return;
    complain(
      error instanceof LocalError ? `✘ ${error.message}` : String(Object(error).stack ?? error),
    );
    if (error instanceof LocalError && error.advice) complain(error.advice);
    process.exitCode = 1;
  } finally {
    await cleanUp.run();
  }
}

const program = new Command('local')
  .enablePositionalOptions()
  .description('AWS on this machine, without an AWS account.');

program
  .command('demo')
  .description('deploy, trade, show who may read and who may not, delete')
  .action(() =>
    main(async (cleanUp) => {
      const failed = await demo(process.env, cleanUp, write);
      write('');
      if (failed.length === 0) write('✔ All as expected.');
      else complain(`✘ Not as expected: ${failed.join('; ')}`);
      return failed.length === 0;
    }),
  );

program
  .command('start')
  .description('deploy, and stay up until Ctrl-C')
  .action(() => main(async (cleanUp) => start(process.env, cleanUp, write).then(() => true)));

program
  .command('as')
  .argument('<who>', actors.join(', '))
  .argument('[command...]', 'a command to run; a shell when there is none')
  .description('be somebody, while "npm start" runs in another terminal')
  .passThroughOptions()
  .action((who: string, command: string[]) =>
    main(async () => {
      process.exitCode = await actAs(who, command, process.env, complain);
      return true;
    }),
  );

await program.parseAsync();
