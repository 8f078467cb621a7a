import { Command } from 'commander';
import { runCommand } from 'helpers/run-command';
import { tryFunction } from './try-function.ts';

const printError = (line: string): void => void process.stderr.write(`${line}\n`);

const program = new Command('invoke')
  .description('Runs one function in a container, as Lambda would.')
  .argument('<function>', 'check-price, buy, sell or save')
  .argument('[event]', 'path of a JSON file (default: events/FUNCTION.json)')
  .option('-d, --debug-port <port>', 'wait for a debugger at this port before the function starts')
  .action((name: string, event: string | undefined, options: { debugPort?: string }) =>
    runCommand(printError)((cleanUp) => {
      const trial = { name, event, debugPort: options.debugPort };
      return tryFunction(trial, process.env, cleanUp, printError);
    }),
  );

await program.parseAsync();
