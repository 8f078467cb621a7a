// Loaded before every program of this project. Plain JavaScript, so that an old Node.js gets as far
// as the sentence below, and not to a syntax error.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const NEEDED = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < NEEDED) {
  process.stderr.write(
    `✘ Node.js ${NEEDED} is needed, and this is ${process.version}. "npm ci" brings it along: run that, with install scripts allowed for the package "node".\n`,
  );
  process.exit(1);
}

// What was compiled once need not be again: it is a third of the time until a program begins.
// https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache
module.enableCompileCache(fileURLToPath(new URL('../.aws-sam/local/compiled', import.meta.url)));
