import { PATHS } from 'helpers/project-paths';
import { run } from 'helpers/run-program';
import { dockerEngine } from 'local-aws/docker/engine';
import type { Tools } from 'local-aws/tools/tools';
import { CHROMIUM_MISSING, findChromium } from 'test-fixtures/find-chromium';

/** What a check gets. */
export type CheckContext = {
  tools: Tools;
  env: NodeJS.ProcessEnv;
  /** Ends it when it aborts. */
  signal: AbortSignal;
  /** Takes each line that it prints. */
  write: (line: string) => void;
};

/** One thing that has to hold before a change lands. */
export type Check = {
  name: string;
  /** Why this machine cannot run it and what to install; undefined when it can. */
  skipped?: () => Promise<string | undefined>;
  /** Whether nothing else may run at the same time. */
  alone?: boolean;
  run: (variable: CheckContext) => Promise<unknown>;
};

type Command = (tools: Tools) => readonly [file: string, ...args: string[]];

const runs =
  (command: Command) =>
  ({ tools, env, signal, write }: CheckContext) => {
    const [file, ...args] = command(tools);
    return run(file, args, {
      cwd: PATHS.root,
      // cfn-lint and the SAM CLI ask for a region; no account is called.
      env: { ...env, AWS_DEFAULT_REGION: 'us-east-1', SAM_CLI_TELEMETRY: '0' },
      signal,
      onLine: write,
    });
  };
const npm = (script: string, ...args: string[]) =>
  runs(() => ['npm', 'run', '--silent', script, ...args]);

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

/** What a machine must not leave out is run, and fails, when that machine cannot run it. */
const unlessRequired = (variable: string, why: () => Promise<string | undefined>) => async () =>
  process.env[variable] === '1' ? undefined : why();

/** In the order in which they are shown: the quick ones first. */
export const checks: readonly Check[] = [
  { name: 'lint', run: npm('lint') },
  { name: 'types', run: npm('types') },
  { name: 'cfn-lint', run: runs(({ cfnLint }) => [cfnLint, ...TEMPLATES]) },
  { name: 'sam validate --lint', run: runs(({ sam }) => [sam, 'validate', '--lint']) },
  { name: 'tests', run: npm('test:here') },
  { name: 'workshop', run: npm('workshop', '--', 'check') },
  {
    name: 'sam local',
    skipped: unlessRequired('REQUIRE_SAM_LOCAL', async () => {
      const engine = await dockerEngine();
      return engine.available ? undefined : `${engine.why}. To run it: ${engine.whatToDo}`;
    }),
    alone: true,
    run: npm('test:sam-local'),
  },
  {
    name: 'console in a browser',
    skipped: unlessRequired('REQUIRE_BROWSER', async () =>
      (await findChromium()) === undefined ? CHROMIUM_MISSING : undefined,
    ),
    alone: true,
    run: npm('test:browser'),
  },
];
