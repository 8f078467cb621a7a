// Starts a program of tools/. The sample does not need tools/: a copy of the sample can leave it out.
// Plain JavaScript without dependencies, so that an old Node.js can print the sentences below.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const [program, ...args] = process.argv.slice(2);

if (existsSync(new URL('tools/package.json', import.meta.url))) {
  const { launch } = await import('./tools/launch.mjs');
  await launch(program, args);
} else if (program === 'checks') {
  // The copy of the sample checks itself without the tools.
  for (const script of ['test:unit', 'types']) {
    const { status } = spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit' });
    if (status !== 0) process.exit(status ?? 1);
  }
  process.stdout.write(
    'Passed: test:unit, types. Not run, because they need the folder tools/: lint, cfn-lint, the proofs of the templates, and the tests that deploy.\n',
  );
} else {
  process.stderr.write(
    '✘ This command needs the folder tools/ of the original repository, and this copy does not have it.\n',
  );
  process.exitCode = 1;
}
