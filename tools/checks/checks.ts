import { PATHS } from 'helpers/project-paths';
import { run, runAnyway } from 'helpers/run-program';
import { dockerEngine } from 'local-aws/docker/engine';
import type { Tools } from 'local-aws/tools/tools';
import { CHROMIUM_MISSING, findChromium } from 'test-fixtures/find-chromium';
import { type AwsCliVersion, findAwsCli, findPythonWithBoto3 } from 'test-fixtures/find-drivers';
import toolsPackage from '../package.json' with { type: 'json' };
import type { Check, CheckContext } from './check.ts';
import { runCheckov } from './checkov.ts';
import {
  type CoverageRun,
  coverageOptions,
  DECISION_PATH,
  FUNCTIONS,
  reportCoverage,
} from './coverage.ts';
import { SLOW_PATTERN } from './slow-tests.ts';

type Command = (tools: Tools) => readonly [file: string, ...args: string[]];

const runs =
  (command: Command) =>
  ({ tools, env, signal, write }: CheckContext) => {
    const [file, ...args] = command(tools);
    return run(file, args, {
      cwd: PATHS.root,
      // cfn-lint and the SAM CLI need a Region; they call no account.
      env: { ...env, AWS_DEFAULT_REGION: 'us-east-1', SAM_CLI_TELEMETRY: '0' },
      signal,
      onLine: write,
    });
  };
const npm = (script: string, ...args: string[]) =>
  runs(() => ['npm', 'run', '--silent', script, ...args]);
const toolsNpm = (script: string, ...args: string[]) =>
  runs(() => ['npm', '--prefix', 'tools', 'run', '--silent', script, ...args]);

/** Runs tests, and measures their coverage with `--all`. */
const tests =
  (measured: CoverageRun, script: string, ...args: string[]) =>
  async (context: CheckContext): Promise<void> => {
    const coverage = context.all ? coverageOptions(measured) : [];
    await npm(script, '--', ...args, ...coverage)(context);
    if (context.all) await reportCoverage(measured, context.write);
  };

/** Every template of the project. */
export const TEMPLATES = [
  'template.yaml',
  'stacks/alerts/template.yaml',
  'stacks/security-account/template.yaml',
  'stacks/security-account/organization.yaml',
  'stacks/encrypted-activity/template.yaml',
  'stacks/express/template.yaml',
  'stacks/lab-identities/template.yaml',
];

/** A check that a machine must run is not skipped: it fails there. */
const unlessRequired = (variable: string, why: () => Promise<string | undefined>) => async () =>
  process.env[variable] === '1' ? undefined : why();

const withoutDocker = unlessRequired('REQUIRE_SAM_LOCAL', async () => {
  const engine = await dockerEngine();
  return engine.available ? undefined : `${engine.why}. To run it: ${engine.whatToDo}`;
});
const withoutChromium = unlessRequired('REQUIRE_BROWSER', async () =>
  (await findChromium()) === undefined ? CHROMIUM_MISSING : undefined,
);

/** LocalEmu, one of the tested emulators, needs a newer Python than the rest of the project. */
async function withoutPythonOfLocalEmu(): Promise<string | undefined> {
  for (const name of ['python3.14', 'python3.13']) {
    const probe = runAnyway(name, ['-c', 'import venv'], { env: process.env });
    const found = await probe.then(
      ({ exitCode }) => exitCode === 0,
      () => false,
    );
    if (found) return undefined;
  }
  return 'LocalEmu needs Python 3.13 or 3.14, and PATH has neither';
}

const withoutAwsCli = (version: AwsCliVersion) => async () =>
  (await findAwsCli(version)) === undefined
    ? `PATH has no AWS CLI ${version}, and the project's Python environment has none`
    : undefined;

const withoutBoto3 = async () =>
  (await findPythonWithBoto3()) === undefined
    ? 'no Python has boto3. To run it: pip install boto3'
    : undefined;

/** Why this machine cannot run a script of tools/package.json. */
const skips: Readonly<Record<string, NonNullable<Check['skipped']>>> = {
  'test:localemu': withoutPythonOfLocalEmu,
  'test:boto3': withoutBoto3,
  'test:aws-cli-1': withoutAwsCli(1),
  'test:aws-cli-2': withoutAwsCli(2),
};

/** Tests that tools/package.json has a script for, such as those of the packed packages. */
const scripts = Object.keys(toolsPackage.scripts).filter((name) => name.startsWith('test:'));

/** In the order in which they are shown: the quick ones first. */
export const checks: readonly Check[] = [
  { name: 'lint', run: npm('lint') },
  { name: 'types', run: npm('types') },
  { name: 'types of the tools', run: toolsNpm('types') },
  { name: 'prose', run: npm('prose') },
  { name: 'unit tests', run: tests(FUNCTIONS, 'test:unit') },
  { name: 'cfn-lint', run: runs(({ cfnLint }) => [cfnLint, ...TEMPLATES]) },
  { name: 'sam validate --lint', run: runs(({ sam }) => [sam, 'validate', '--lint']) },
  {
    name: 'tests',
    run: tests(
      DECISION_PATH,
      'test:here',
      `--testPathIgnorePatterns=/node_modules/|/dist/|${SLOW_PATTERN}`,
    ),
  },
  {
    name: 'slow tests',
    onlyWithAll: true,
    run: npm('test:here', '--', '--testPathPatterns', SLOW_PATTERN.replace('<rootDir>', 'tools')),
  },
  { name: 'checkov', onlyWithAll: true, run: runCheckov(TEMPLATES) },
  { name: 'lab pages', onlyWithAll: true, run: npm('workshop', '--', 'check') },
  {
    name: 'endurance',
    onlyWithAll: true,
    run: npm('endurance', '--', '--executions', '600', '--bursts', '22'),
  },
  ...scripts.map(
    (script): Check => ({
      name: script,
      onlyWithAll: true,
      ...(skips[script] ? { skipped: skips[script] } : {}),
      run: toolsNpm(script),
    }),
  ),
  {
    name: 'sam local',
    onlyWithAll: true,
    skipped: withoutDocker,
    alone: true,
    run: npm('test:sam-local'),
  },
  {
    name: 'console in a browser',
    onlyWithAll: true,
    skipped: withoutChromium,
    alone: true,
    run: npm('test:browser'),
  },
];
