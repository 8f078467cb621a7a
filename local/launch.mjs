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

try {
  module.createRequire(import.meta.url).resolve('commander'); // Every program needs it.
} catch {
  process.stderr.write('✘ The packages of this project are not installed: run "npm ci" first.\n');
  process.exit(1);
}

// What was compiled once need not be again: it is a third of the time until a program begins.
// https://nodejs.org/docs/latest-v24.x/api/module.html#module-compile-cache
module.enableCompileCache(fileURLToPath(new URL('../.aws-sam/local/compiled', import.meta.url)));

// Output that nobody takes ends a program, and not with a stack trace. A program that has something to
// undo first listens as well, and ends by itself.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', ({ code, message }) => {
    if (stream.listenerCount('error') > 1) return;
    if (code === 'EPIPE' || code === 'EIO') process.exit(141); // As SIGPIPE would have it.
    if (stream === process.stdout)
      process.stderr.write(`✘ The output could not be written: ${message}\n`);
    process.exit(1);
  });
}
