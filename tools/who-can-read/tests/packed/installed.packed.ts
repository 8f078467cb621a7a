import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { examplesOf } from '../harness/library-examples.ts';

// npm packs, installs from a registry, and runs.
jest.setTimeout(300_000);

const pack = fileURLToPath(new URL('../../', import.meta.url));
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const FILE = 'who-can-read-1.0.0.tgz';
const OLDEST = 20;

/** The folder of a Node.js of the oldest version that the package supports, if PATH has one. */
async function folderOfOldestNode(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  for (const folder of folders.filter((one) => existsSync(join(one, 'node')))) {
    const { stdout } = await execa(join(folder, 'node'), ['--version'], { reject: false });
    if (stdout.startsWith(`v${OLDEST}.`)) return folder;
  }
  return undefined;
}

let folder: string;
let environment: Readonly<Record<string, string>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'who-can-read-packed-'));
  await execa('npm', ['pack', '--pack-destination', folder], { cwd: pack });
  await copyFile(join(root, 'template.yaml'), join(folder, 'template.yaml'));
  const old = await folderOfOldestNode();
  const path = process.env['PATH'] ?? '';
  // Without settings of this repository, and without the condition that selects its sources.
  environment = {
    PATH: old === undefined ? path : `${old}${delimiter}${path}`,
    HOME: process.env['HOME'] ?? folder,
    NO_COLOR: '1',
  };
  process.stderr.write(old === undefined ? `Node.js ${OLDEST} is not in PATH.\n` : '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (command: string, ...args: readonly string[]) =>
  execa(command, [...args], { cwd: folder, env: environment, extendEnv: false, reject: false });
const whoCanRead = (...args: readonly string[]) =>
  run('npx', '--yes', `--package=./${FILE}`, 'who-can-read', ...args);

describe('the packed file, installed in an empty folder', () => {
  it('reports on a template', async () => {
    const { exitCode, stdout, stderr } = await whoCanRead('--template', 'template.yaml');

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^Who can read stock-trading/);
  });

  it('shows by its exit code whether an expectation is met', async () => {
    const readers = ['StockTradingStateMachineExecutionRole', 'delivery.logs.amazonaws.com'];
    const asked = ['--template', 'template.yaml', '--expect-reader'];

    expect((await whoCanRead(...asked, ...readers)).exitCode).toBe(0);
    expect((await whoCanRead(...asked, 'nobody')).exitCode).toBe(1);
    expect((await whoCanRead()).exitCode).toBe(2);
  });

  it('reads a stack with the SDK that it depends on', async () => {
    const { exitCode, stderr } = await whoCanRead(
      ...['--stack-name', 'x', '--region', 'us-east-1', '--profile', 'no-such-profile'],
    );

    expect(exitCode).toBe(2);
    expect(stderr).toContain('no-such-profile');
  });

  it('contains its README, examples, license and changelog, and no sources or tests', async () => {
    const { stdout } = await run('tar', 'tzf', FILE);
    const files = stdout.split('\n');

    expect(files).toEqual(
      expect.arrayContaining([
        'package/README.md',
        'package/EXAMPLES.md',
        'package/LICENSE',
        'package/CHANGELOG.md',
        'package/dist/cli.js',
        'package/dist/index.js',
        'package/dist/index.d.ts',
        'package/report/schema.json',
      ]),
    );
    expect(files.filter((name) => /\.ts$/.test(name) && !name.endsWith('.d.ts'))).toEqual([]);
    expect(files.filter((name) => name.includes('/tests/'))).toEqual([]);
  });
});

describe('the packed library', () => {
  beforeAll(async () => {
    await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    const { exitCode, stderr } = await run(
      'npm',
      'install',
      '--no-audit',
      '--no-fund',
      `./${FILE}`,
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it.each([
    ['README.md', 5],
    ['EXAMPLES.md', 20],
  ] as const)('runs each example of %s', async (page, least) => {
    const examples = examplesOf(page);

    expect(examples.length).toBeGreaterThanOrEqual(least);
    for (const [at, { code, printed }] of examples.entries()) {
      await writeFile(join(folder, `example-${at}.mjs`), code);
      // The SDK warns that it will not support Node.js 20 from 2027 on.
      const args = ['--no-warnings', `example-${at}.mjs`];
      const { exitCode, stdout, stderr } = await run('node', ...args);

      expect({ exitCode, stderr, stdout }).toEqual({
        exitCode: 0,
        stderr: '',
        stdout: printed.join('\n'),
      });
      expect(printed.length).toBeGreaterThan(0);
    }
  });

  it('has types that compile in strict mode', async () => {
    const code = [
      "import { decideKms, type KmsKey, parsePolicy } from 'who-can-read';",
      "const policy = parsePolicy({}, 'key-policy', 'p');",
      "const key: KmsKey = { arn: 'a', state: 'Enabled', policy, grants: [] };",
      'export const outcome: string = decideKms({',
      "  request: { operation: 'Decrypt' }, key,",
      "  caller: { principal: { kind: 'anonymous' }, identityPolicies: [] },",
      '}).outcome;',
      '// @ts-expect-error No KMS operation has this name, and the declarations know it.',
      "export const wrong: Parameters<typeof decideKms>[0]['request'] = { operation: 'Read' };",
    ].join('\n');
    await writeFile(join(folder, 'types.ts'), code);
    const tsc = fileURLToPath(new URL('../../../node_modules/.bin/tsc', import.meta.url));
    // The declarations of the SDK need the types of Node.js, which this folder does not have.
    const strict = [
      '--strict',
      '--skipLibCheck',
      '--noEmit',
      '--module',
      'nodenext',
      '--target',
      'es2024',
    ];
    // This uses the compiler of the repository and the Node.js of this test.
    const { exitCode, stdout } = await execa(
      process.execPath,
      [tsc, ...strict, '--types', '', 'types.ts'],
      { cwd: folder, reject: false },
    );

    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' });
  });
});

describe('the step of the GitHub Action', () => {
  /** Runs the step as a GitHub runner does, with the compiled package that `npm pack` built. */
  const step = async (inputs: Readonly<Record<string, string>>) => {
    const summary = join(folder, 'summary.md');
    const output = join(folder, 'output.txt');
    await Promise.all([summary, output].map((file) => writeFile(file, '')));
    const { exitCode } = await execa('bash', [join(pack, 'action.sh')], {
      cwd: folder,
      env: {
        ...environment,
        ...{ ACTION: pack, TEMPLATE: 'template.yaml', GITHUB_STEP_SUMMARY: summary },
        ...{ GITHUB_OUTPUT: output, SARIF_FILE: 'found.sarif', ...inputs },
      },
      extendEnv: false,
      reject: false,
    });
    return {
      exitCode,
      summary: await readFile(summary, 'utf8'),
      output: await readFile(output, 'utf8'),
      sarif: JSON.parse(await readFile(join(folder, 'found.sarif'), 'utf8')),
    };
  };
  const readers = 'StockTradingStateMachineExecutionRole delivery.logs.amazonaws.com';

  it('passes when the readers are as expected', async () => {
    const { exitCode, summary, output } = await step({ EXPECT_READER: readers });

    expect(exitCode).toBe(0);
    expect(summary).toContain('**Who can read is as expected.**');
    expect(output).toBe('exit-code=0\n');
  });

  it('fails when a parameter adds a reader, and shows it in the summary and in the log of findings', async () => {
    const auditor = 'arn:aws:iam::123456789012:role/auditor';
    const { exitCode, summary, sarif } = await step({
      EXPECT_READER: readers,
      PARAMETERS: `AuditorRoleArn=${auditor}\n`,
    });

    expect(exitCode).toBe(1);
    expect(summary).toContain(auditor);
    expect(sarif.runs[0].results[0].ruleId).toBe('reader-not-expected');
  });

  it('does not run an input as code', async () => {
    const { exitCode } = await step({ EXPECT_READER: '$(touch injected) ; touch injected' });

    expect(exitCode).toBe(1);
    expect(existsSync(join(folder, 'injected'))).toBe(false);
  });
});
