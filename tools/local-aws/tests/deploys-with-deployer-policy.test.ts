import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from 'helpers/root-credentials';
import { allow, type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';
import { LOCAL, withAws } from '../aws/environment.ts';
import { type Build, build, deploy, remove, type Sam } from '../stack/sam.ts';
import { readDeployerPolicy, withoutStatement } from './deployer-policy.ts';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let built: Build;

const statements = await readDeployerPolicy();

const samAs = (credentials: Credentials): Sam => {
  const endpoint = { url: fixture.gateway.url, region: LOCAL.region };
  return { sam: fixture.tools.sam, env: withAws(fixture.env, endpoint, credentials) };
};

beforeAll(async () => {
  fixture = await start();
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

  it.each(['Stack', 'BucketOfTheSamCli'])(
    'is not enough without the statement %s',
    async (sid) => {
      const user = await fixture.user(
        `without-${sid.toLowerCase()}`,
        withoutStatement(statements, sid),
      );
      await expect(deploy(samAs(user), built.template, 'stock-trading')).rejects.toThrow(
        /AccessDenied|not authorized|Access Denied/,
      );
    },
    120_000,
  );
});
