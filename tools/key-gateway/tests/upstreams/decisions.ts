import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  StartExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { poll } from 'helpers/poll';
import type { Credentials } from 'helpers/root-credentials';
import { SECRET } from 'test-fixtures/encrypted-workflow';
import { sdkFor } from 'test-fixtures/sdk-clients';
import { missingLines, probeUpstream } from '../../commands/probe-upstream.ts';
import { type Gateway, startGateway } from '../../gateway.ts';
import { type PythonUpstream, pythonOf, startUpstream } from './python-upstream.ts';

const ACCOUNT = '123456789012';
const ROOT = { accessKeyId: ACCOUNT, secretAccessKey: 'test' };
const definition = JSON.stringify({
  Comment: SECRET,
  StartAt: 'P',
  States: { P: { Type: 'Pass', End: true } },
});

/**
 * Tests the gateway's decisions in front of another emulator.
 *
 * @param missing a word of each line that the gateway prints about the emulator at its start.
 */
export function decidesInFrontOf(upstream: PythonUpstream, missing: readonly RegExp[]): void {
  jest.setTimeout(600_000);
  const undo: (() => Promise<unknown>)[] = [];
  let python: string | undefined;
  let gateway: Gateway;
  let upstreamUrl = '';
  let operator: Credentials;
  let auditor: Credentials;
  let encryptedArn: string;
  let execution: string;

  afterAll(async () => {
    for (const step of undo.reverse()) await step();
  });
  beforeAll(async () => {
    python = await pythonOf(upstream);
    if (python === undefined) {
      throw new Error(
        `${upstream.name} needs one of these on PATH: ${upstream.pythons.join(', ')}`,
      );
    }
    const folder = await mkdtemp(join(tmpdir(), 'upstream-'));
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const started = await startUpstream(upstream, python, folder);
    undo.push(started.stop);
    upstreamUrl = started.url;
    gateway = await startGateway({ upstream: upstreamUrl, folder: join(folder, 'gateway') });
    undo.push(gateway.stop);
    operator = await user('operator');
    auditor = await user('auditor');
    const { iam, kms, stepFunctions } = sdkFor(gateway.url, ROOT);
    const trusts = [
      { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ];
    const { Role } = await iam.send(
      new CreateRoleCommand({ RoleName: 'workflow', AssumeRolePolicyDocument: policy(trusts) }),
    );
    const root = `arn:aws:iam::${ACCOUNT}:root`;
    const { KeyMetadata } = await kms.send(
      new CreateKeyCommand({
        Policy: policy([
          on(root, 'kms:DescribeKey', 'kms:PutKeyPolicy', 'kms:GenerateDataKey'),
          on(Role?.Arn ?? '', 'kms:GenerateDataKey', 'kms:Decrypt'),
          on(`arn:aws:iam::${ACCOUNT}:user/auditor`, 'kms:Decrypt'),
        ]),
      }),
    );
    const { stateMachineArn = '' } = await stepFunctions.send(
      new CreateStateMachineCommand({
        name: 'workflow',
        definition,
        roleArn: Role?.Arn,
        encryptionConfiguration: {
          type: 'CUSTOMER_MANAGED_KMS_KEY',
          kmsKeyId: KeyMetadata?.Arn,
        },
      }),
    );
    encryptedArn = stateMachineArn;
    const input = JSON.stringify({ secret: SECRET });
    const { executionArn = '' } = await stepFunctions.send(
      new StartExecutionCommand({ stateMachineArn, input }),
    );
    execution = executionArn;
  });

  const policy = (Statement: readonly object[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement });
  const on = (AWS: string, ...Action: string[]) => ({
    ...{ Effect: 'Allow', Principal: { AWS }, Action, Resource: '*' },
  });
  async function user(UserName: string): Promise<Credentials> {
    const { iam } = sdkFor(gateway.url, ROOT);
    await iam.send(new CreateUserCommand({ UserName }));
    const allowed = [{ Effect: 'Allow', Action: 'states:*', Resource: '*' }];
    const { Policy } = await iam.send(
      new CreatePolicyCommand({ PolicyName: UserName, PolicyDocument: policy(allowed) }),
    );
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy?.Arn }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    return {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    };
  }
  const outcome = (work: Promise<object>) =>
    work.then(
      (answer) => (JSON.stringify(answer).includes(SECRET) ? 'data' : 'no data'),
      (error: unknown) => (error instanceof Error ? error.name : 'thrown'),
    );
  const reads = async (as: Credentials) => {
    const { stepFunctions } = sdkFor(gateway.url, as);
    return [
      await outcome(
        stepFunctions.send(new DescribeStateMachineCommand({ stateMachineArn: encryptedArn })),
      ),
      await outcome(stepFunctions.send(new DescribeExecutionCommand({ executionArn: execution }))),
    ];
  };
  const denied = 'KmsAccessDeniedException';

  describe(`in front of ${upstream.name}`, () => {
    it('gives data to a reader that the key allows, and to no other caller', async () => {
      await poll('The reader', async () =>
        (await reads(auditor)).every((one) => one === 'data') ? true : undefined,
      );
      expect(await reads(operator)).toEqual([denied, denied]);
      expect(await reads(ROOT)).toEqual([denied, denied]);
      const unknown = { accessKeyId: 'AKIANOBODYKNOWSTHISK', secretAccessKey: 'none' };
      // An error: of the key, or of an emulator that takes the access key for another account.
      for (const answer of await reads(unknown)) expect(['data', 'no data']).not.toContain(answer);
    });

    it('keeps an execution protected when the state machine loses its key', async () => {
      const { stepFunctions } = sdkFor(gateway.url, ROOT);
      await stepFunctions.send(
        new UpdateStateMachineCommand({
          stateMachineArn: encryptedArn,
          definition,
          encryptionConfiguration: { type: 'AWS_OWNED_KEY' },
        }),
      );
      expect(await reads(operator)).toEqual(['data', denied]);
    });

    it('gives no session for a token of a provider that the role does not trust', async () => {
      const claims = Buffer.from(JSON.stringify({ iss: 'https://id.example.com', sub: 'ada' }));
      const body = new URLSearchParams({
        ...{ Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15' },
        ...{ RoleArn: `arn:aws:iam::${ACCOUNT}:role/workflow`, RoleSessionName: 'ses' },
        WebIdentityToken: `e30.${claims.toString('base64url')}.sig`,
      });
      const answer = await fetch(gateway.url, { method: 'POST', body });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(await answer.text()).not.toContain('SecretAccessKey');
    });

    it('forwards none of its own addresses', async () => {
      for (const path of ['/moto-api/reset', '/_localemu/info', '/_aws/ses']) {
        expect((await fetch(gateway.url + path, { method: 'POST' })).status).toBe(403);
      }
    });

    it('finds out what it lacks', async () => {
      const lines = missingLines(await probeUpstream(upstreamUrl));
      expect(lines).toEqual(missing.map((word) => expect.stringMatching(word)));
    });
  });
}
