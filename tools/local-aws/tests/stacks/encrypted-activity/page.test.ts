import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { poll } from 'helpers/poll';
import type { Credentials } from 'helpers/root-credentials';
import { ended } from 'test-fixtures/encrypted-workflow';
import { type GatewayFixture, gatewayFixtureForTests, ROOT } from 'test-fixtures/gateway-fixture';
import { textOf } from 'test-fixtures/resolved-stack';
import { LOCAL, withAws } from '../../../aws/environment.ts';
import { fencesOf } from '../pages/page.ts';
import { shellIn } from '../pages/shell.ts';
import { type ApprovalStack, createApprovalStack } from './approval-stack.ts';
import { startWorkerBy, type Worker } from './worker-process.ts';

const PAGE = 'docs/guides/encrypted-activity.md';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let stack: ApprovalStack;
let worker: Worker | undefined;

beforeAll(async () => {
  fixture = await start();
  stack = await createApprovalStack(fixture);
}, timeout);
afterAll(() => worker?.stop());

/** Puts values into a text of the page. A placeholder without a value is an error. */
const fillIn = (text: string): string => {
  const values: Readonly<Record<string, string>> = {
    'worker-role-arn': stack.workerRoleArn,
    region: LOCAL.region,
    'activity-arn': stack.activityArn,
    'approval-arn': stack.approval,
  };
  return text.replace(/<([a-z-]+)>/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${PAGE}: there is no value for ${placeholder}`);
    return value;
  });
};

/** The only command of the page with these words in it. */
const commandWith = (words: string): string => {
  const found = fencesOf(PAGE).filter(({ commands }) => commands.includes(words));
  expect(found).toHaveLength(1);
  return fillIn(found[0]?.commands ?? '');
};

/** The profile of the page, and credentials of the approver in the default profile. */
async function profilesOfPage({ accessKeyId, secretAccessKey }: Credentials) {
  const profile = /^```ini\n([\s\S]*?)^```$/m.exec(textOf(PAGE))?.[1];
  if (profile === undefined) throw new Error(`${PAGE} has no profile`);
  const config = join(fixture.folder, 'page-config');
  const credentials = join(fixture.folder, 'page-credentials');
  await writeFile(config, fillIn(profile));
  const keys = [`aws_access_key_id=${accessKeyId}`, `aws_secret_access_key=${secretAccessKey}`];
  await writeFile(credentials, ['[default]', ...keys, ''].join('\n'));
  return { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: credentials };
}

describe(`the commands of ${PAGE}`, () => {
  // id: activity-page
  it('run the worker with the profile of the page and approve a trade', async () => {
    // The Region comes from the profile alone.
    worker = startWorkerBy(commandWith('worker/main.ts'), {
      ...fixture.env,
      ...(await profilesOfPage(stack.approver)),
      AWS_ENDPOINT_URL: fixture.gateway.url,
      AWS_PROFILE: 'approver',
    });
    const endpoint = { url: fixture.gateway.url, region: LOCAL.region };
    const env = withAws(fixture.env, endpoint, ROOT);
    const run = shellIn(fixture.folder, { ...env, AWS_CLI: fixture.tools.aws });
    await run('aws() { command "$AWS_CLI" "$@"; }');
    const started = await run(commandWith('start-execution'));
    expect(started).toEqual({ exitCode: 0, output: expect.stringContaining('executionArn') });

    const question = 'Trade AMZN for 25000? [y/N]';
    expect(textOf(PAGE)).toContain(question);
    const { ended: exit, output } = worker;
    const asked = poll('The question', async () => output().includes(question) || undefined);
    const gone = exit.then(() => Promise.reject(new Error(`The worker ended: ${output()}`)));
    await Promise.race([asked, gone]);
    worker.answer('y');
    expect(await ended(fixture, JSON.parse(started.output).executionArn)).toBe('SUCCEEDED');
  }, 120_000);
});
