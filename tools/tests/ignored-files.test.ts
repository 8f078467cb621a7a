import { expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from 'helpers/project-paths';

// A coverage run made the lint fail, because git did not ignore its folder. The linter follows git.
it.each([
  ...['coverage/lcov.info', 'tools/coverage/lcov.info', '.idea/workspace.xml'],
  ...['.vscode/settings.json', 'npm-debug.log', '.env', '.aws-sam/build/template.yaml'],
  ...['node_modules/x/index.js', 'tools/node_modules/x/index.js', 'who-can-read-1.0.0.tgz'],
])('git and the linter ignore %s', async (path) => {
  const { exitCode } = await execa('git', ['check-ignore', '--quiet', '--no-index', path], {
    cwd: PATHS.root,
    reject: false,
  });
  expect(exitCode).toBe(0);
});

it.each(['template.yaml', 'functions/save/save.ts', '.env.example', 'tools/checks/coverage.ts'])(
  'git does not ignore %s',
  async (path) => {
    const { exitCode } = await execa('git', ['check-ignore', '--quiet', '--no-index', path], {
      cwd: PATHS.root,
      reject: false,
    });
    expect(exitCode).toBe(1);
  },
);
