import { Command, InvalidArgumentError } from 'commander';
import { paintLine } from 'helpers/paint-line';
import { PATHS } from 'helpers/project-paths';
import { runCommand } from 'helpers/run-command';
import { profileNames, runAs } from './identities/run-as.ts';
import { findRunningLocalAws } from './run-registry.ts';

const write = (line: string): void =>
  void process.stdout.write(`${paintLine(line, process.stdout)}\n`);
const printError = (line: string): void =>
  void process.stderr.write(`${paintLine(line, process.stderr)}\n`);
const run = runCommand(printError);

// Each command loads only its own modules: to load all modules takes longer than most commands run.
const program = new Command('local')
  .enablePositionalOptions()
  .description('AWS on this machine, without an AWS account.');

program
  .command('demo')
  .description('deploy, trade, show who can read and who cannot, delete')
  .action(() =>
    run(async (cleanUp) => {
      const { demo } = await import('./demo/demo.ts');
      const failed = await demo(process.env, cleanUp, write);
      write('');
      if (failed.length === 0)
        write('✔ All checks passed. To keep it running and try it yourself: npm start');
      else printError(`✘ Checks that failed: ${failed.join('; ')}`);
      return failed.length === 0 ? 0 : 1;
    }),
  );

program
  .command('start')
  .description('deploy, and stay up until Ctrl-C')
  .option('--port <number>', 'port to listen on (default: the port of the last run)', toStartPort)
  .option('--replace', 'end the local AWS that runs in this clone')
  .action((options: { port?: number; replace?: boolean }) =>
    run(async (cleanUp) => {
      const { start } = await import('./start.ts');
      await start(process.env, options, cleanUp, write);
      return 0;
    }),
  );

program
  .command('as')
  .argument('<identity>', profileNames.join(', '))
  .argument('[command...]', 'a command to run (default: a shell)')
  .description('run a command as an identity (needs "npm start")')
  .passThroughOptions()
  .action((identity: string, command: string[]) =>
    run(() => runAs(identity, command, process.env, printError)),
  );

program
  .command('events')
  .description('show the calls to KMS, as CloudTrail records them')
  .option('-f, --follow', 'wait for more calls until Ctrl-C')
  .option('--json', 'complete events, one on each line')
  .action((options: { follow?: boolean; json?: boolean }) =>
    run(async ({ signal }) => {
      const { showEvents } = await import('key-gateway');
      const running = await findRunningLocalAws();
      await showEvents(
        { folder: running?.gatewayFolder ?? PATHS.local, signal, ...options },
        write,
      );
      return 0;
    }),
  );

program
  .command('gateway')
  .description('the key gateway alone, in front of an emulator that you have started')
  .requiredOption('--upstream <url>', 'URL of the emulator, such as http://127.0.0.1:4566')
  .option('--port <number>', 'port to listen on (default: a free one)', toPort)
  .option('--host <address>', 'interface to listen on (default: loopback)')
  .action((options: { upstream: string; port?: number; host?: string }) =>
    run(async (cleanUp) => {
      const { runGateway, upstreamFolder } = await import('key-gateway');
      const folder = upstreamFolder(PATHS.local, options.upstream);
      await runGateway({ folder, ...options }, cleanUp, write);
      return 0;
    }),
  );

/** The console page gets the next port. */
function toStartPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port < 65_535) return port;
  throw new InvalidArgumentError(
    'It must be a whole number from 1 to 65534. The console page gets the next port.',
  );
}

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

await program.parseAsync();
