import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PATHS } from 'helpers/project-paths';
import type { Credentials } from 'helpers/root-credentials';
import { allow, type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';
import { LOCAL, withAws } from '../aws/environment.ts';
import { type Build, build, deploy, remove, type Sam } from '../stack/sam.ts';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let statements: readonly Record<string, unknown>[];
let built: Build;

const samAs = (credentials: Credentials): Sam => {
  const endpoint = { url: fixture.gateway.url, region: LOCAL.region };
  return { sam: fixture.tools.sam, env: withAws(fixture.env, endpoint, credentials) };
};

beforeAll(async () => {
  fixture = await start();
  const page = await readFile(join(PATHS.root, 'docs/guides/deploying.md'), 'utf8');
  const [, json = ''] = /```json\n([\s\S]*?)```/.exec(page) ?? [];
  statements = JSON.parse(json.replaceAll('123456789012', LOCAL.account)).Statement;
  built = await build(samAs(await fixture.user('builder', [allow('sts:*')])));
}, timeout);
afterAll(() => built.remove());

describe('the policy of the deployer in the guide', () => {
  // id: deployer-policy
  it('is enough to deploy, update and delete the stack', async () => {
    const deployer = await fixture.user('deployer', statements);
    await deploy(samAs(deployer), built.template, 'stock-trading');
    const change = { KmsDataKeyReusePeriodSeconds: '300' };
    await deploy(samAs(deployer), built.template, 'stock-trading', change);
    await remove(samAs(deployer), 'stock-trading', LOCAL.region);
  }, 240_000);

  it.each(['EncryptTheWorkflow', 'Keys', 'Roles', 'Table'])(
    'is not enough without the statement %s',
    async (sid) => {
      const fewer = statements.filter(({ Sid }) => Sid !== sid);
      expect(fewer).toHaveLength(statements.length - 1);
      const user = await fixture.user(`without-${sid.toLowerCase()}`, fewer);
      await expect(deploy(samAs(user), built.template, 'stock-trading')).rejects.toThrow();
      await remove(samAs(user), 'stock-trading', LOCAL.region).catch(() => undefined);
    },
    120_000,
  );
});
