// Loaded before every program of this project. Plain JavaScript, so that an old Node.js gets as far
// as the sentence below, and not to a syntax error.
const NEEDED = 24;
const major = Number(process.versions.node.split('.')[0]);

if (major < NEEDED) {
  process.stderr.write(
    `✘ Node.js ${NEEDED} is needed, and this is ${process.version}. "npm ci" brings it along: run that, with install scripts allowed for the package "node".\n`,
  );
  process.exit(1);
}
