import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');

/** Where each command of the pages is run: a file, and the words in it that run it. */
const RUN_BY: Record<string, [file: string, words: string]> = {
  'npm ci && npm run demo': ['.github/workflows/ci.yml', 'npm ci && npm run demo'],
  'npm ci && npm test': ['.ci/run', 'npm ci && npm test'],
  'mkdir ../my-workflow && cp -r ': [
    'tools/local-aws/tests/copied-sample.copy.ts',
    'mkdir \\.\\.\\/my-workflow && cp -r',
  ],
  'npm start': ['tools/local-aws/tests/commands.test.ts', "toolArguments('local-aws', 'start')"],
  'npm run local -- as operator': ['tools/local-aws/tests/identities.test.ts', "as('operator'"],
  'sam build && sam deploy --guided': [
    'tools/local-aws/tests/fresh-clone.test.ts',
    "['deploy', '--guided']",
  ],
  'npm run invoke': [
    'tools/local-aws/tests/sam-local/clean-up.container.ts',
    "'local-aws/sam-local'",
  ],
  'npm run lambda-image': [
    'tools/local-aws/tests/sam-local/without-engine.test.ts',
    "'local-aws/lambda-image'",
  ],
  'sam build': ['workshop/pages/1-deploy-and-trade.md', 'sam build'],
  'sam local invoke CheckPriceFunction': [
    'tools/local-aws/sam-local/invoke.ts',
    "'local', 'invoke'",
  ],
  'sam local start-lambda': ['tools/local-aws/sam-local/start-lambda.ts', "'start-lambda'"],
  'mkdir ../my-workflow && cp -r template.yaml samconfig.toml package.json package-lock.json tsconfig.json jest.config.mjs run-tool.mjs .npmrc .nvmrc .gitignore functions statemachine events tests ../my-workflow':
    ['tools/local-aws/tests/copied-sample.copy.ts', 'README.md'],
  'sam delete': ['tools/local-aws/stack/sam.ts', "'delete'"],
  'aws stepfunctions start-execution': [
    'tools/local-aws/demo/scenarios.ts',
    "'stepfunctions', 'start-execution'",
  ],
  'aws stepfunctions list-executions': ['tools/local-aws/demo/scenarios.ts', "'list-executions'"],
  'aws stepfunctions describe-execution': [
    'tools/local-aws/demo/scenarios.ts',
    "'describe-execution'",
  ],
  'npm run who-can-read -- --template template.yaml': [
    'tools/who-can-read/tests/command/command.test.ts',
    '--template',
  ],
  'npm run who-can-read -- --stack-name stock-trading': [
    'tools/local-aws/tests/who-can-read/stack.test.ts',
    '--stack-name',
  ],
};

const PAGES = ['README.md', 'CONTRIBUTING.md', 'docs/guides/deploying.md'];

const commands = PAGES.flatMap((page) =>
  [...read(page).matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
    block
      .trim()
      .split('\n')
      .map((command) => ({ page, command })),
  ),
);

describe('the commands of the pages', () => {
  it('exist', () => {
    expect(commands.length).toBeGreaterThan(10);
  });

  it.each(commands)('$page: $command is run by a test', ({ command }) => {
    const known = Object.keys(RUN_BY).filter(
      (each) =>
        command === each ||
        command.startsWith(`${each} --`) ||
        (each.endsWith(' ') && command.startsWith(each)),
    );
    expect(known.length).toBeGreaterThan(0);
    for (const each of known) {
      const [file, words] = RUN_BY[each] as [string, string];
      expect(read(file)).toContain(words);
    }
  });

  it('name only existing npm scripts', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const page of PAGES) {
      for (const [, name = ''] of read(page).matchAll(/npm run ([\w:-]+)/g)) {
        expect(Object.keys(scripts)).toContain(name);
      }
    }
  });
});
