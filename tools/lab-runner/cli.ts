import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { cleanUpOnExit } from 'helpers/clean-up';
import { ToolError } from 'helpers/errors';
import { paintLine } from 'helpers/paint-line';
import { type CheckOptions, type CommandContext, runCheck, runPlan, runReset } from './commands.ts';
import { WorkshopError } from './errors.ts';
import { runTry, runVerify } from './learner-commands.ts';
import { TARGETS, type Target } from './page/lab-page.ts';

const write = (line: string): void =>
  void process.stdout.write(`${paintLine(line, process.stdout)}\n`);
const printError = (line: string): void =>
  void process.stderr.write(`${paintLine(line, process.stderr)}\n`);

function messageOf(error: unknown): string {
  if (error instanceof WorkshopError || error instanceof ToolError) return error.message;
  const { code, stack } = Object(error);
  if (code !== 'ECONNREFUSED') return String(stack ?? error);
  return `AWS does not answer at ${process.env['AWS_ENDPOINT_URL'] ?? 'its endpoint'}. If "npm start" has ended, start it again.`;
}

async function main(work: (context: CommandContext) => Promise<boolean>): Promise<void> {
  const cleanUp = cleanUpOnExit(printError, process.exit, 2);
  const later = (undo: () => Promise<void>): void => cleanUp.add('the labs', undo);
  const root = fileURLToPath(new URL('../..', import.meta.url));
  try {
    const passed = await work({ root, env: process.env, write, later });
    process.exitCode = passed ? 0 : 1;
  } catch (error) {
    process.exitCode = 2;
    printError(`✘ ${messageOf(error)}`);
  } finally {
    await cleanUp.run();
  }
}

const toNumber = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
};

const toJobs = (text: string): number => {
  if (!/^[1-9]$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 to 9.');
  return Number(text);
};

const program = new Command('workshop').description('Lab pages whose commands run.');

program
  .command('check')
  .description('run the pages against a fresh AWS on this machine')
  .addOption(new Option('--page <name...>', 'pages to run, by number or name').default([], 'all'))
  .addOption(
    new Option('--order <order>', 'order of the pages')
      .choices(['given', 'random'])
      .default('random'),
  )
  .addOption(
    new Option('--seed <number>', 'seed of the random order')
      .argParser(toNumber)
      .default(Date.now() % 1_000_000, 'random'),
  )
  .option('--jobs <number>', 'pages at the same time', toJobs, Math.min(2, availableParallelism()))
  .option('--alone', 'a separate local AWS for each page', false)
  .action((options: CheckOptions) => main((context) => runCheck(context, options)));

program
  .command('plan')
  .description('print what would run')
  .addOption(new Option('--page <name...>', 'pages to run, by number or name').default([], 'all'))
  .addOption(
    new Option('--on <place>', 'where the pages would run').choices(TARGETS).default('local'),
  )
  .action((options: { page: string[]; on: Target }) =>
    main((context) => runPlan(context, options)),
  );

program
  .command('reset')
  .description('bring the local AWS of "npm start" to the start of a page')
  .requiredOption('--page <name>', 'page, by number or name')
  .action(({ page }: { page: string }) => main((context) => runReset(context, page)));

program
  .command('verify')
  .description('check what you have done on a page, with hints (without --page: your progress)')
  .option('--page <name>', 'page, by number or name')
  .action(({ page }: { page?: string }) => main((context) => runVerify(context, page)));

program
  .command('try')
  .description('put a repaired statement of page 7 into the key policy, and check it')
  .option('--hole <number>', 'number of the broken statement')
  .option('--restore', 'put the saved key policy back')
  .option('--json', 'print the result as JSON')
  .action((options: { hole?: string; restore?: boolean; json?: boolean }) =>
    main((context) => runTry(context, options)),
  );

await program.parseAsync();
