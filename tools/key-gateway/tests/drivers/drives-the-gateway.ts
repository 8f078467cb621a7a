import { beforeAll, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { poll } from 'helpers/poll';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import {
  administration,
  definition,
  deploying,
  executionRole,
  forStateMachine,
  reading,
  SECRET,
} from 'test-fixtures/encrypted-workflow';
import {
  allow,
  type GatewayFixture,
  gatewayFixtureForTests,
  ROOT,
} from 'test-fixtures/gateway-fixture';

/** What a client made of an answer: its output, or the error code that it shows. */
export type Driven = {
  readonly error?: string;
  readonly output: Readonly<Record<string, unknown>>;
};

/** A client of AWS in another language. */
export type Driver = {
  /** Returns the program and its arguments for a call, such as `stepfunctions`, `DescribeExecution`. */
  command(service: string, operation: string, input: object): readonly [string, ...string[]];
  /** Reads the code of an error from what the program wrote. */
  errorCode(output: string): string | undefined;
};

const { start, timeout } = gatewayFixtureForTests();

/** Declares the test that drives the gateway with a client: decisions, typed errors, protocols. */
export function drivesTheGateway(name: string, find: () => Promise<Driver | undefined>): void {
  let fixture: GatewayFixture;
  let driver: Driver;
  beforeAll(async () => {
    const found = await find();
    if (!found) throw new Error(`This machine has no ${name}.`);
    driver = found;
    fixture = await start();
  }, timeout);

  const drive = async (as: Credentials, service: string, operation: string, input: object) => {
    const [program, ...args] = driver.command(service, operation, input);
    const { exitCode, stdout, all } = await execa(program, args, {
      env: {
        ...fixture.env,
        AWS_ENDPOINT_URL: fixture.gateway.url,
        AWS_ACCESS_KEY_ID: as.accessKeyId,
        AWS_SECRET_ACCESS_KEY: as.secretAccessKey,
        AWS_DEFAULT_REGION: LOCAL.region,
        AWS_DISABLE_HOST_PREFIX_INJECTION: 'true',
        ...(as.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: as.sessionToken }),
      },
      ...{ reject: false, all: true },
    });
    if (exitCode !== 0) return { error: driver.errorCode(all) ?? all, output: {} };
    return { output: stdout.trim() === '' ? {} : JSON.parse(stdout) };
  };

  // id: gateway-drivers
  it(`is driven by ${name}: it denies, allows and shows typed errors`, async () => {
    const role = await executionRole(fixture, 'driven');
    const auditor = await fixture.role('auditor', { AWS: LOCAL.account }, [allow('states:*')]);
    const operator = await fixture.user('operator', [allow('states:*', 'sts:AssumeRole')]);
    const key = await fixture.key([
      ...[administration, deploying, reading(auditor), forStateMachine(role, 'driven')],
    ]);
    const created = await drive(ROOT, 'stepfunctions', 'CreateStateMachine', {
      ...{ name: 'driven', roleArn: role, definition: definition() },
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: key },
    });
    const { stateMachineArn } = created.output;
    const input = JSON.stringify({ secret: SECRET });
    const started = await drive(operator, 'stepfunctions', 'StartExecution', {
      ...{ stateMachineArn, input },
    });
    const { executionArn } = started.output;
    const described = (as: Credentials, more = {}) =>
      drive(as, 'stepfunctions', 'DescribeExecution', { executionArn, ...more });

    expect(await described(operator)).toEqual({ error: 'KmsAccessDeniedException', output: {} });
    const metadata = await poll('The end of the execution', async () => {
      const shown = await described(operator, { includedData: 'METADATA_ONLY' });
      return shown.output['status'] === 'RUNNING' ? undefined : shown;
    });
    expect(metadata.output).toMatchObject({ status: 'SUCCEEDED' });
    expect(metadata.output).not.toHaveProperty('input');

    const session = await fixture.session(auditor);
    expect((await described(session)).output).toMatchObject({
      input,
      output: expect.stringContaining(SECRET),
    });

    const arn = `arn:aws:iam::${LOCAL.account}:role/driven`;
    // An error in XML, of a service with the Query protocol.
    expect(
      await drive(operator, 'sts', 'AssumeRole', { RoleArn: arn, RoleSessionName: 'any' }),
    ).toEqual({ error: 'AccessDenied', output: {} });
    expect(
      await drive(operator, 'kms', 'Decrypt', {
        ...{ KeyId: key, CiphertextBlob: Buffer.from('any').toString('base64') },
      }),
    ).toMatchObject({ error: expect.stringMatching(/AccessDenied|InvalidCiphertext/) });
    expect(
      await drive(operator, 'stepfunctions', 'StartExecution', { stateMachineArn, input: '{' }),
    ).toEqual({ error: 'InvalidExecutionInput', output: {} });
    const express = await drive(operator, 'stepfunctions', 'StartSyncExecution', {
      stateMachineArn,
    });
    // The host name has no prefix, so that the gateway gets the request at all.
    expect(express.error).toMatch(/StateMachineTypeNotSupported|KmsAccessDenied/);
  });
}
