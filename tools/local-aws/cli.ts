import { Command, InvalidArgumentError } from 'commander';
import { PATHS } from 'helpers/project-paths';
import { runCommand } from 'helpers/run-command';
import { profileNames, runAs } from './identities/run-as.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);
const run = runCommand(complain);

// Each command loads what it needs: to load what all of them need takes longer than most of them run.
const program = new Command('local')
  .enablePositionalOptions()
  .description('AWS on this machine, without an AWS account.');

program
  .command('demo')
  .description('deploy, trade, show who may read and who may not, delete')
  .action(() =>
    run(async (cleanUp) => {
      const { demo } = await import('./demo/demo.ts');
      const failed = await demo(process.env, cleanUp, write);
      write('');
      if (failed.length === 0) write('✔ All as expected. Stay and try it yourself: npm start');
      else complain(`✘ Not as expected: ${failed.join('; ')}`);
      return failed.length === 0 ? 0 : 1;
    }),
  );

program
  .command('start')
  .description('deploy, and stay up until Ctrl-C')
  .action(() =>
    run(async (cleanUp) => {
      const { start } = await import('./start.ts');
      await start(process.env, cleanUp, write);
      return 0;
    }),
  );

program
  .command('as')
  .argument('<who>', profileNames.join(', '))
  .argument('[command...]', 'a command to run; a shell when there is none')
  .description('be somebody, while "npm start" runs in another terminal')
  .passThroughOptions()
  .action((who: string, command: string[]) =>
    run(() => runAs(who, command, process.env, complain)),
  );

program
  .command('events')
  .description('calls to KMS that local AWS has seen, as CloudTrail shows them')
  .option('-f, --follow', 'go on until Ctrl-C')
  .option('--json', 'whole events, one a line')
  .action((options: { follow?: boolean; json?: boolean }) =>
    run(async ({ signal }) => {
      const { showEvents } = await import('key-gateway');
      await showEvents({ folder: PATHS.local, signal, ...options }, write);
      return 0;
    }),
  );

program
  .command('gateway')
  .description('the key gateway alone, before an emulator that you have started')
  .requiredOption('--upstream <url>', 'URL of the emulator, such as http://127.0.0.1:4566')
  .option('--port <number>', 'port to listen on; a free one unless told', toPort)
  .option('--host <address>', 'interface to listen on; loopback unless told')
  .action((options: { upstream: string; port?: number; host?: string }) =>
    run(async (cleanUp) => {
      const { runGateway } = await import('key-gateway');
      await runGateway({ folder: PATHS.local, ...options }, cleanUp, write);
      return 0;
    }),
  );

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('It is a whole number from 0 to 65535.');
}

await program.parseAsync();
