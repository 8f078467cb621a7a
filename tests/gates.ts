import { dockerEngine } from '../local/docker/engine.ts';
import { PATHS } from '../local/paths.ts';
import { run } from '../local/process/run.ts';
import type { Tools } from '../local/tools/tools.ts';
import { CHROMIUM_MISSING, findChromium } from './console/browser/find-chromium.ts';

/** One thing that has to hold before a change lands. */
export type Gate = {
  name: string;
  /** Why this machine cannot run it and what to install; undefined when it can. */
  leftOut?: () => Promise<string | undefined>;
  run: (tools: Tools) => Promise<unknown>;
};

const options = {
  cwd: PATHS.root,
  // cfn-lint and the SAM CLI ask for a region; no account is called.
  env: { ...process.env, AWS_DEFAULT_REGION: 'us-east-1', SAM_CLI_TELEMETRY: '0' },
  onLine: (line: string): void => void process.stdout.write(`  ${line}\n`),
};
const npm = (script: string) => () => run('npm', ['run', '--silent', script], options);

/** Every template of the project. */
const TEMPLATES = [
  'template.yaml',
  'security-account/template.yaml',
  'security-account/organization.yaml',
  'examples/encrypted-activity/template.yaml',
  'examples/express/template.yaml',
  'workshop/identities.yaml',
];

/** What a machine must not leave out is run, and fails, when that machine cannot run it. */
const unlessRequired = (setting: string, why: () => Promise<string | undefined>) => async () =>
  process.env[setting] === '1' ? undefined : why();

/** In the order in which they run: the quick ones first. */
export const gates: readonly Gate[] = [
  { name: 'lint', run: npm('lint') },
  { name: 'types', run: npm('types') },
  { name: 'cfn-lint', run: ({ cfnLint }) => run(cfnLint, TEMPLATES, options) },
  { name: 'sam validate --lint', run: ({ sam }) => run(sam, ['validate', '--lint'], options) },
  { name: 'tests', run: npm('test:here') },
  {
    name: 'sam local',
    leftOut: unlessRequired('REQUIRE_SAM_LOCAL', async () => {
      const engine = await dockerEngine();
      return engine.available ? undefined : `${engine.why}. To run it: ${engine.whatToDo}`;
    }),
    run: npm('test:sam-local'),
  },
  {
    name: 'console in a browser',
    leftOut: unlessRequired('REQUIRE_BROWSER', async () =>
      (await findChromium()) === undefined ? CHROMIUM_MISSING : undefined,
    ),
    run: npm('test:browser'),
  },
  {
    name: 'workshop',
    run: () => run('npm', ['run', '--silent', 'workshop', '--', 'check'], options),
  },
];
