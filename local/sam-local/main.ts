import { Command } from 'commander';
import { LocalError } from '../errors.ts';
import { cleanUpOnExit } from '../process/clean-up.ts';
import { tryFunction } from './try-function.ts';

const complain = (line: string): void => void process.stderr.write(`${line}\n`);

const program = new Command('invoke')
  .description('Run one function in its container, as Lambda would.')
  .argument('<function>', 'check-price, buy, sell or save')
  .argument('[event]', 'path of a JSON file; events/FUNCTION.json unless told')
  .option('-d, --debug-port <port>', 'wait for a debugger at this port before the function starts')
  .action(async (name: string, event: string | undefined, options: { debugPort?: string }) => {
    const cleanUp = cleanUpOnExit(complain);
    try {
      const trial = { name, event, debugPort: options.debugPort };
      process.exitCode = await tryFunction(trial, process.env, cleanUp, complain);
    } catch (error) {
      if (cleanUp.signal.aborted) return;
      process.exitCode = 1;
      complain(error instanceof LocalError ? error.message : String(error));
      if (error instanceof LocalError && error.advice) complain(error.advice);
    } finally {
      await cleanUp.run();
    }
  });

await program.parseAsync();
