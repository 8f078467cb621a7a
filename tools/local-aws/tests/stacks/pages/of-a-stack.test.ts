import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rootOf } from 'helpers/root-credentials';
import { matchPattern } from 'lab-runner/expect/pattern';
import { type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';
import { LOCAL, withAws } from '../../../aws/environment.ts';
import { type Build, build, deploy } from '../../../stack/sam.ts';
import { samIn } from '../../security-account/deployed-accounts.ts';
import { awsCallsIn, type Fence, fencesOf } from './page.ts';
import { type Shell, shellIn } from './shell.ts';

/** Each page starts with the deployed application, and leaves it ready for the next page. */
const PAGES = [
  'docs/operations/failures.md',
  'docs/operations/key-rotation.md',
  'docs/operations/key-deletion.md',
  'docs/operations/key-replacement.md',
];

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let built: Build;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  fixture = await start();
  built = await build(samIn(fixture, LOCAL.account));
  await deploy(samIn(fixture, LOCAL.account), built.template, 'stock-trading');
  const endpoint = { url: fixture.gateway.url, region: LOCAL.region };
  const own = withAws(fixture.env, endpoint, rootOf(LOCAL.account));
  env = { ...own, AWS_CLI: fixture.tools.aws, AWS_MAX_ATTEMPTS: '1' };
}, timeout);
afterAll(() => built.remove());

describe.each(PAGES)('the commands of %s', (page) => {
  it('give the results of the page', async () => {
    const run = shellIn(fixture.folder, env);
    await run('aws() { command "$AWS_CLI" "$@"; }');
    for (const fence of fencesOf(page)) await hold(page, fence, run);
  }, 180_000);
});

async function hold(page: string, fence: Fence, run: Shell): Promise<void> {
  const where = `${page}:${fence.line}`;
  if (fence.onlyAws) {
    // Not sent to AWS. The AWS CLI only checks the operation and its options.
    for (const call of awsCallsIn(fence.commands)) {
      const ran = await run(`${call} --generate-cli-skeleton input > /dev/null`);
      expect({ where, call, ...ran }).toEqual({ where, call, exitCode: 0, output: '' });
    }
    return;
  }
  const { exitCode, output } = await run(fence.commands);
  if (fence.error !== undefined) {
    expect({ where, output }).toEqual({
      where,
      output: expect.stringContaining(`(${fence.error})`),
    });
    expect({ where, exitCode }).not.toEqual({ where, exitCode: 0 });
    return;
  }
  expect({ where, exitCode, output }).toEqual({ where, exitCode: 0, output });
  if (fence.expected === undefined) return;
  const match = matchPattern(fence.expected.join('\n'), output);
  expect({ where, output, match }).toEqual({ where, output, match: { matched: true } });
}
