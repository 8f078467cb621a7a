import { readFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import { answer } from './command/answer.ts';
import { HelpShown, UsageError } from './command/errors.ts';
import { expected } from './command/expected.ts';
import { fromTemplate } from './command/from-template.ts';
import { type Options, parseOptions } from './command/options.ts';
import { progressLine } from './command/progress.ts';
import { situationOfStack } from './report/from-stack/from-stack.ts';
import type { Situation } from './report/situation.ts';
import type { Paint } from './report/text/paint.ts';

const line = progressLine(process.stderr);
const read = (file: string): Promise<string> => readFile(file, 'utf8');
/** Colour on a terminal alone, and never where NO_COLOR asks for none. */
const paint: Paint = (colour, text) => styleText(colour, text, { stream: process.stdout });

async function situationOf({ source, stateMachine }: Options): Promise<Situation> {
  if (source.kind === 'template') return fromTemplate(source, stateMachine, read);
  const { stackName } = source;
  // The SDK takes a while to load, and a template needs none of it.
  const { readStack, stackClients } = await import('./read/index.ts');
  const show = (what: string): void => line.show(`Reading ${what} ...`);
  return situationOfStack(await readStack(stackClients(source), stackName, stateMachine, show));
}

async function main(args: readonly string[]): Promise<number> {
  const options = parseOptions(args, (text) => process.stdout.write(text));
  const expectation = await expected(options, read);
  const situation = await situationOf(options);
  const { text, exitCode } = answer(situation, options, expectation, paint, (done, of) =>
    line.show(`Deciding: ${done} of ${of}`),
  );
  line.clear();
  process.stdout.write(`${text}\n`);
  return exitCode;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  line.clear();
  if (error instanceof HelpShown) {
    process.exitCode = 0;
  } else {
    const help = error instanceof UsageError ? ' (--help shows how)' : '';
    const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    process.stderr.write(`${words}${help}\n`);
    process.exitCode = 2;
  }
}
