import { beforeAll, describe, expect, it } from '@jest/globals';
import { rootOf } from 'helpers/root-credentials';
import { ACCOUNTS } from 'test-fixtures/foreign-key';
import { type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';
import { textOf } from 'test-fixtures/resolved-stack';
import { LOCAL, withAws } from '../../../aws/environment.ts';
import { fencesOf } from './page.ts';
import { shellIn } from './shell.ts';

/** Pages whose commands contain the reader's own values. */
const PAGES = [
  'docs/guides/security-account.md',
  'docs/guides/encrypted-activity.md',
  'docs/guides/express.md',
  'docs/guides/alerts.md',
];

/** Where each of their commands runs: here, or in a test with this text. */
const RUN_BY: Readonly<Record<string, 'here' | readonly [file: string, words: string]>> = {
  'aws cloudformation deploy --stack-name workflow-key ': 'here',
  'aws cloudformation deploy --stack-name workflows-key ': 'here',
  'sam build && sam deploy --guided': [
    'tools/local-aws/tests/fresh-clone.test.ts',
    "'deploy', '--guided'",
  ],
  'npm run who-can-read -- --template ': [
    'tools/who-can-read/tests/docs/page.test.ts',
    "'sh', 'bash'",
  ],
  // The emulator's CloudFormation does not support activities. The test creates the other resources
  // from the template.
  'sam deploy --template-file stacks/encrypted-activity/template.yaml ': [
    'tools/local-aws/tests/stacks/encrypted-activity/approval-stack.ts',
    "template: 'stacks/encrypted-activity/template.yaml'",
  ],
  'APPROVAL_ACTIVITY_ARN=<activity-arn> npx node ': [
    'tools/local-aws/tests/stacks/encrypted-activity/page.test.ts',
    "commandWith('worker/main.ts')",
  ],
  'aws stepfunctions start-execution --state-machine-arn <approval-arn> ': [
    'tools/local-aws/tests/stacks/encrypted-activity/page.test.ts',
    "commandWith('start-execution')",
  ],
  'aws lambda get-function --query Configuration.FunctionArn ': [
    'tools/local-aws/tests/stacks/express/run.test.ts',
    'new GetFunctionCommand',
  ],
  'sam deploy --template-file stacks/alerts/template.yaml ': [
    'tools/local-aws/tests/stacks/alerts/template.test.ts',
    "name: 'stock-trading-alerts'",
  ],
  'sam deploy --template-file stacks/express/template.yaml ': [
    'tools/local-aws/tests/stacks/express/run.test.ts',
    "'stacks/express/template.yaml'",
  ],
  'aws stepfunctions start-sync-execution ': [
    'tools/local-aws/tests/stacks/express/run.test.ts',
    "'start-sync-execution'",
  ],
  'export AWS_DISABLE_HOST_PREFIX_INJECTION=true': [
    'tools/local-aws/tests/stacks/express/run.test.ts',
    "AWS_DISABLE_HOST_PREFIX_INJECTION: 'true'",
  ],
  'npm run local -- events --follow': ['tools/key-gateway/tests/events.test.ts', 'events'],
};

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
beforeAll(async () => {
  fixture = await start();
}, timeout);

const commands = PAGES.flatMap((page) =>
  fencesOf(page).map((fence) => ({ page, command: fence.commands.trim() })),
);
const runnerOf = (command: string) =>
  Object.entries(RUN_BY).filter(([beginning]) => command.startsWith(beginning.trimEnd()));

describe('the commands of the pages', () => {
  it.each(commands)(
    '$page: $command',
    async ({ command }) => {
      const found = runnerOf(command);
      expect(found).toHaveLength(1);
      for (const [, by] of found) {
        if (by === 'here') await runs(command);
        else expect(textOf(by[0])).toContain(by[1]);
      }
    },
    60_000,
  );
});

/** As the security account. */
async function runs(command: string): Promise<void> {
  const endpoint = { url: fixture.gateway.url, region: LOCAL.region };
  const env = withAws(fixture.env, endpoint, rootOf(ACCOUNTS.security));
  const run = shellIn(fixture.folder, { ...env, AWS_CLI: fixture.tools.aws });
  await run('aws() { command "$AWS_CLI" "$@"; }');
  expect(await run(command)).toEqual({
    exitCode: 0,
    output: expect.stringContaining('Successfully created/updated stack'),
  });
}
