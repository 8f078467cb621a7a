import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from 'helpers/project-paths';

const COPIED = [
  'template.yaml',
  'package.json',
  'tsconfig.json',
  'jest.config.mjs',
  'biome.json',
  'functions',
  'statemachine',
  'events',
  'tests',
];

let project: string;
const changed = new Set<string>();

const write = async (path: string, text: string): Promise<void> => {
  changed.add(path);
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), text);
};
const edit = async (path: string, change: (text: string) => string): Promise<void> => {
  const text = await readFile(join(project, path), 'utf8');
  const next = change(text);
  if (next === text) throw new Error(`${path} does not have the text to change`);
  await write(path, next);
};
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const run = (file: string, args: readonly string[], cwd = project) =>
  execa(file, args, { cwd, all: true, reject: false });

/** Returns the part of the template from a logical id to the next one. */
const resource = (template: string, id: string): string =>
  new RegExp(`^  ${id}:\n(?:(?:    .*)?\n)+`, 'm').exec(template)?.[0] ?? '';

const EXECUTION = 'arn:aws:states:us-east-1:123456789012:execution:StockTrading:run-1';

/** Adds the state Check Limit by the steps of CONTRIBUTING.md, as a reader would. */
async function addState(): Promise<void> {
  await write(
    'functions/check-limit/check-limit.ts',
    `import * as v from 'valibot';
import { executionId } from '../payload/execution-id.ts';
import { closedObject, integer, parsePayload } from '../payload/parse-payload.ts';
import { STOCK_PRICE, ticker } from '../trade/transaction.ts';

const request = closedObject({
  execution_id: executionId,
  quote: closedObject({
    stock_price: integer(STOCK_PRICE),
    ticker: v.exactOptional(ticker),
  }),
});

/** Returns the quote of a trade within the limit. */
export const checkLimit = (payload: unknown) => parsePayload(request, payload).quote;
`,
  );
  await write(
    'functions/check-limit/handler.ts',
    `import { Logger } from '@aws-lambda-powertools/logger';
import { logged } from '../logging/logged.ts';
import { checkLimit } from './check-limit.ts';

/** The Lambda function of the state Check Limit. */
export const handler = logged(new Logger({ serviceName: 'check-limit' }), checkLimit);
`,
  );
  await edit('template.yaml', (template) => {
    const renamed = (id: string) =>
      resource(template, id)
        .replaceAll('Buy', 'CheckLimit')
        .replaceAll(/\bbuy\b/g, 'check-limit');
    const group = '/aws/lambda/${AWS::StackName}';
    return template
      .replace(/^( *- !Sub .*)\/buy$/m, '$1/buy\n$1/check-limit')
      .replace(/^( *)- !GetAtt BuyFunction.Arn$/m, '$&\n$1- !GetAtt CheckLimitFunction.Arn')
      .replace(
        /^( *)BuyFunctionArn: .*$/m,
        '$&\n$1CheckLimitFunctionArn: !GetAtt CheckLimitFunction.Arn',
      )
      .replace('!Ref BuyFunction,', '!Ref BuyFunction, !Ref CheckLimitFunction,')
      .replace(`  SellLogGroup:\n`, `${renamed('BuyLogGroup')}  SellLogGroup:\n`)
      .replace(
        '  SellFunction:\n',
        `${renamed('BuyFunction')}${renamed('BuyFunctionRole')}  SellFunction:\n`,
      )
      .replaceAll(`${group}/check-limit/check-limit`, `${group}/check-limit`);
  });
  await edit('statemachine/stock-trading.asl.json', (text) => {
    const asl = JSON.parse(text);
    const { 'Check Stock Value': first, ...rest } = asl.States;
    const limit = {
      ...first,
      Parameters: {
        FunctionName: '${CheckLimitFunctionArn}',
        Payload: { 'execution_id.$': '$$.Execution.Id', 'quote.$': '$' },
      },
    };
    first.Next = 'Check Limit';
    return json({
      ...asl,
      TimeoutSeconds: 900,
      States: { 'Check Stock Value': first, 'Check Limit': limit, ...rest },
    });
  });
  await write(
    'events/check-limit.json',
    json({ execution_id: EXECUTION, quote: { stock_price: 42 } }),
  );
  await edit('events/expected.json', (text) =>
    json({
      'check-limit.json': { function: 'check-limit', output: { stock_price: 42 } },
      ...JSON.parse(text),
    }),
  );
  await write(
    'tests/functions/cases/check-limit.json',
    json({
      result: {
        stock_price: '([0-9]|[1-9][0-9]|100)',
        'ticker?': '"[A-Z][A-Z0-9.-]{0,9}"',
      },
      bad: [
        {
          behavior: 'rejects a price above 100',
          at: ['quote', 'stock_price'],
          value: 101,
          message: 'quote.stock_price: must be an integer from 0 to 100',
        },
      ],
    }),
  );
}

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'added-state-'));
  for (const path of COPIED) {
    await cp(join(PATHS.root, path), join(project, path), { recursive: true });
  }
  await symlink(join(PATHS.root, 'node_modules'), join(project, 'node_modules'));
  await addState();
}, 60_000);
afterAll(() => rm(project, { recursive: true, force: true }));

describe('a state that is added by the steps of CONTRIBUTING.md', () => {
  it('needs changes only in files that the steps name', async () => {
    const page = await readFile(join(PATHS.root, 'CONTRIBUTING.md'), 'utf8');
    const [, steps = ''] = /^## Add a state\n([\s\S]*?)(?=^## |$(?![\s\S]))/m.exec(page) ?? [];
    for (const path of changed) {
      const named = path.replaceAll('check-limit', 'NAME').replace('NAME/NAME.ts', 'NAME/NAME.ts');
      expect(steps).toContain(`\`${named}\``);
    }
  });

  it('passes the unit tests, the tests of the template included', async () => {
    const { exitCode, all } = await run('npm', ['run', '--silent', 'test:unit']);
    expect({ exitCode, all }).toMatchObject({ exitCode: 0 });
    expect(all).toContain('tests/template/functions.test.ts');
  }, 300_000);

  it('passes types and lint', async () => {
    const types = await run('npm', ['run', '--silent', 'types']);
    expect({ exitCode: types.exitCode, all: types.all }).toMatchObject({ exitCode: 0 });
    const biome = join(PATHS.root, 'tools/node_modules/.bin/biome');
    const files = [...changed].filter((path) => /\.(ts|json)$/.test(path));
    const lint = await run(biome, ['lint', '--error-on-warnings', '--vcs-enabled=false', ...files]);
    expect({ exitCode: lint.exitCode, all: lint.all }).toMatchObject({ exitCode: 0 });
  }, 300_000);

  it('fails the tests of the template when a step is left out', async () => {
    await rm(join(project, 'tests/functions/cases/check-limit.json'));
    const { exitCode, all } = await run('npm', ['run', '--silent', 'test:unit', '--', 'template']);
    expect(exitCode).toBe(1);
    expect(all).toContain('tests/functions/cases/check-limit.json');
  }, 120_000);
});
