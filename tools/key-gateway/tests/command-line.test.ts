import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Credentials } from 'helpers/root-credentials';
import { type AwsCli, aws, awsAnyway } from 'local-aws/aws/cli';
import { LOCAL, withAws } from 'local-aws/aws/environment';
import {
  administration,
  deploying,
  ended,
  executionRole,
  forStateMachine,
  reading,
  SECRET,
  startOne,
  stateMachine,
} from 'test-fixtures/encrypted-workflow';
import { allow, type GatewayFixture, gatewayFixtureForTests } from 'test-fixtures/gateway-fixture';

const { start, timeout } = gatewayFixtureForTests();
let fixture: GatewayFixture;
let key: string;
let execution: string;
let stateMachineArn: string;
let operator: Credentials;
let auditor: Credentials;

beforeAll(async () => {
  fixture = await start();
  const role = await executionRole(fixture, 'workflow');
  const auditorRole = await fixture.role('auditor', { AWS: LOCAL.account }, [
    allow('states:*', 'kms:*'),
  ]);
  operator = await fixture.user('operator', [allow('states:*')]);
  auditor = await fixture.session(auditorRole);
  key = await fixture.key([
    administration,
    deploying,
    forStateMachine(role, 'first'),
    reading(auditorRole),
  ]);
  stateMachineArn = await stateMachine(fixture, 'first', role, key);
  execution = await startOne(fixture, stateMachineArn);
  await ended(fixture, execution);
}, timeout);

const as = (credentials?: Credentials): AwsCli => {
  const endpoint = { url: fixture.gateway.url, region: LOCAL.region };
  const root = { accessKeyId: LOCAL.account, secretAccessKey: 'local-only' };
  return {
    aws: fixture.tools.aws,
    env: withAws(fixture.env, endpoint, credentials ?? root),
    timeout: 60_000,
  };
};
const describing = ['stepfunctions', 'describe-execution', '--execution-arn'];

describe('the AWS CLI', () => {
  // id: cli-lists-but-cannot-describe
  it('can list an execution that it cannot read', async () => {
    const list = ['stepfunctions', 'list-executions', '--state-machine-arn', stateMachineArn];
    expect(JSON.stringify(await aws(as(operator), list))).toContain(execution);
    const { exitCode, message, stdout } = await awsAnyway(as(operator), [...describing, execution]);
    // 254 since version 1.45 and in version 2; 255 before.
    expect([254, 255]).toContain(exitCode);
    expect(stdout).toBe('');
    expect(message).toBe(
      'An error occurred (KmsAccessDeniedException) when calling the DescribeExecution operation: ' +
        `User: arn:aws:iam::${LOCAL.account}:user/operator is not authorized to perform: kms:Decrypt ` +
        `on resource: ${key} because no resource-based policy allows the kms:Decrypt action`,
    );
  });

  it('gets only the metadata of an execution', async () => {
    const metadata = [...describing, execution, '--included-data', 'METADATA_ONLY'];
    const found = await aws(as(operator), metadata);
    expect(found).toMatchObject({ status: 'SUCCEEDED', inputDetails: { included: false } });
    expect(JSON.stringify(found)).not.toContain(SECRET);
  });

  it('can read the execution as the auditor', async () => {
    expect(JSON.stringify(await aws(as(auditor), [...describing, execution]))).toContain(SECRET);
  });

  // id: cli-key-state
  it('gets the state of a disabled key', async () => {
    await aws(as(), ['kms', 'disable-key', '--key-id', key]);
    const started = ['stepfunctions', 'start-execution', '--state-machine-arn', stateMachineArn];
    const { exitCode, message } = await awsAnyway(as(operator), started);
    expect([254, 255]).toContain(exitCode);
    expect(message).toContain('(KmsInvalidStateException)');
    expect(message).toContain(`${key} is disabled.`);
    await aws(as(), ['kms', 'enable-key', '--key-id', key]);
  });
});
