import { readFile } from 'node:fs/promises';
import { styleText } from 'node:util';
import { progressLine } from './command/progress.ts';
import { run, type World } from './command/run.ts';

const line = progressLine(process.stderr);

const world: World = {
  read: (file) => readFile(file, 'utf8'),
  async stack(source, stateMachine) {
    // The SDK takes a while to load, and a template needs none of it.
    const { readStack, stackClients } = await import('./read/index.ts');
    const { situationOfStack } = await import('./report/from-stack/from-stack.ts');
    const show = (what: string): void => line.show(`Reading ${what} ...`);
    const clients = stackClients(source);
    const { stackName, activities } = source;
    const options = {
      ...(stateMachine === undefined ? {} : { stateMachine }),
      ...(activities ? { activities } : {}),
    };
    return situationOfStack(await readStack(clients, stackName, options, show));
  },
  // Colour on a terminal alone, and never where NO_COLOR asks for none.
  paint: (colour, text) => styleText(colour, text, { stream: process.stdout }),
  show: line.show,
};

const { stdout, stderr, exitCode } = await run(process.argv.slice(2), world);
line.clear();
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = exitCode;
