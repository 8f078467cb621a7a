#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { runCommand } from 'helpers/run-command';
import { userCacheFolder } from 'helpers/user-cache';
import { upstreamFolder } from './commands/upstream-folder.ts';

const write = (line: string): void => void process.stdout.write(`${line}\n`);
const run = runCommand((line) => void process.stderr.write(`${line}\n`));
const cache = userCacheFolder(process.env);

type StartOptions = { upstream: string; port?: number; host?: string; folder?: string };

const program = new Command('key-gateway').description(
  'A proxy in front of an AWS emulator that denies what a customer managed KMS key denies on AWS.',
);

program
  .command('start', { isDefault: true })
  .description('run the gateway until Ctrl-C')
  .requiredOption('--upstream <url>', 'URL of the emulator, such as http://127.0.0.1:4566')
  .option('--port <number>', 'port to listen on (default: a free port)', toPort)
  .option('--host <address>', 'interface to listen on (default: 127.0.0.1)')
  .option('--folder <path>', 'folder for sessions, keys and events (default: one in your cache)')
  .action(({ folder, ...options }: StartOptions) =>
    run(async (cleanUp) => {
      const { runGateway } = await import('./commands/run-gateway.ts');
      const own = folder ?? upstreamFolder(cache, options.upstream);
      await runGateway({ ...options, folder: own }, cleanUp, write);
      return 0;
    }),
  );

program
  .command('events')
  .description('show the calls to KMS, as CloudTrail records them')
  .option('-f, --follow', 'wait for more calls until Ctrl-C')
  .option('--json', 'complete events, one on each line')
  .option('--folder <path>', 'folder of the gateway (default: the newest in your cache)')
  .action(({ folder, ...options }: { folder?: string; follow?: boolean; json?: boolean }) =>
    run(async ({ signal }) => {
      const { showEvents } = await import('./commands/show-events.ts');
      await showEvents({ folder: folder ?? upstreamFolder(cache), signal, ...options }, write);
      return 0;
    }),
  );

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}

await program.parseAsync();
