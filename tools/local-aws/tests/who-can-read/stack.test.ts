import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateGrantCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { CreateActivityCommand, SFNClient } from '@aws-sdk/client-sfn';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { quietProgress } from 'helpers/progress';
import { type Credentials, rootOf } from 'helpers/root-credentials';
import { localAwsForTests, TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { policyInDocs } from 'test-fixtures/policy-in-docs';
import { runHere, whoCanRead } from 'test-fixtures/run-who-can-read';
import { LOCAL } from '../../aws/environment.ts';
import type { LocalAws } from '../../local-aws.ts';
import { deployStack } from '../../stack/deploy-stack.ts';
import { stackOf } from './stack-of.ts';

// The tests start programs, and the machine can be busy.
jest.setTimeout(60_000);

const stack = ['--stack-name', 'stock-trading'];
const readers = ['StockTradingStateMachineExecutionRole', 'delivery.logs.amazonaws.com'];

const { start, cleanUp } = localAwsForTests();
let local: LocalAws;
let keyArn: string;
const settings = () => ({
  endpoint: local.endpoint.url,
  region: local.endpoint.region,
  credentials: rootOf(LOCAL.account),
});

beforeAll(async () => {
  local = await start();
  const { outputs } = await deployStack(local, quietProgress, cleanUp);
  keyArn = outputs.StateMachineKmsKeyArn;
}, TIMEOUT);

/** A user of the account with a policy, and its credentials. */
async function userWith(UserName: string, policy: object): Promise<Credentials> {
  const iam = new IAMClient(settings());
  await iam.send(new CreateUserCommand({ UserName }));
  const PolicyDocument = JSON.stringify(policy);
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
}

const as = (credentials: Credentials, ...args: string[]) =>
  runHere([...stack, ...args], stackOf(local.endpoint, credentials));
const asRoot = (...args: string[]) => as(rootOf(LOCAL.account), ...args);

describe('who-can-read --stack-name', () => {
  it('finds only the execution role and log delivery as readers of the deployed stack', async () => {
    const { exitCode, stdout } = await whoCanRead(
      [...stack, '--expect-reader', ...readers, '--json'],
      local.env(),
    );

    expect(JSON.parse(stdout).comparison).toEqual({ outcome: 'as expected', differences: [] });
    expect(exitCode).toBe(0);
  });

  it('evaluates every principal that the account lists', async () => {
    const { stdout } = await asRoot('--json');
    const { principals } = JSON.parse(stdout);
    const found = new Map(Object(principals).map((one: { name: string }) => [one.name, one]));

    expect(found.get('user/developer')).toMatchObject({
      workflow: { answer: 'no' },
      logs: { answer: 'yes' },
      escalation: { answer: 'yes', steps: [expect.stringContaining('kms:PutKeyPolicy')] },
    });
    expect(found.get('user/operator')).toMatchObject({
      workflow: { answer: 'no', reason: expect.stringContaining('kms:Decrypt') },
    });
    expect(found.get('SaveFunctionRole')).toMatchObject({ escalation: { answer: 'no' } });
  });

  it('evaluates activities of other stacks that the command names', async () => {
    const sfn = new SFNClient(settings());
    const make = async (name: string, kmsKeyId?: string): Promise<string> => {
      const encryption = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId } as const;
      const { activityArn = '' } = await sfn.send(
        new CreateActivityCommand({
          name,
          ...(kmsKeyId === undefined ? {} : { encryptionConfiguration: encryption }),
        }),
      );
      return activityArn;
    };
    // The policy of the workflow's key does not allow activities, so no principal can read one
    // under this key.
    const encrypted = await make('encrypted', keyArn);
    const open = await make('open');
    const answerOf = async (arn: string, name: string) => {
      const { stdout } = await asRoot('--json', '--activity', arn);
      const { activities, principals } = JSON.parse(stdout);
      const one = principals.find((principal: { name: string }) => principal.name === name);
      return { key: activities[0].key?.arn, answer: one.activity.answer };
    };

    expect(await answerOf(encrypted, 'root user')).toEqual({ key: keyArn, answer: 'no' });
    expect(await answerOf(open, 'root user')).toEqual({ answer: 'yes' });
    expect(await answerOf(open, 'SaveFunctionRole')).toEqual({ answer: 'no' });
  });

  it('accepts the endpoint on the command line', async () => {
    const { AWS_ENDPOINT_URL: url = '', ...env } = local.env();

    const { exitCode } = await whoCanRead(
      [...stack, '--endpoint-url', url, '--expect-reader', ...readers],
      { ...env, AWS_ENDPOINT_URL: undefined },
    );

    expect(exitCode).toBe(0);
  });

  it('exits with 2 for a stack that does not exist', async () => {
    const { exitCode, stdout, stderr } = await whoCanRead(['--stack-name', 'nothing'], local.env());

    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('does not exist');
  });
});

describe('a user with only the policy of the docs', () => {
  it('gives the same answer as for the root user', async () => {
    const credentials = await userWith('docs-reader', policyInDocs());

    const theirs = await as(credentials, '--json');
    const roots = await asRoot('--json');

    // An error of Step Functions names its caller.
    const stdout = theirs.stdout.replaceAll(':user/docs-reader ', ':root ');
    expect({ ...theirs, stdout }).toEqual(roots);
    expect(theirs.exitCode).toBe(0);
  });

  it.each([
    ['iam:GetAccountAuthorizationDetails', 'users, roles and groups of account'],
    ['kms:GetKeyPolicy', 'policy of key'],
    ['kms:ListGrants', 'grants on key'],
  ])(
    'without %s gives "unknown", and lists the facts that could not be read',
    async (action, what) => {
      const { Version, Statement } = policyInDocs();
      const denied = { Effect: 'Deny', Action: [action], Resource: '*' };
      const policy = { Version, Statement: [...Statement, denied] };
      const credentials = await userWith(`less-${action.replace(':', '-')}`, policy);

      const { exitCode, stdout } = await as(credentials, '--expect-reader', ...readers);

      expect(exitCode).toBe(2);
      expect(stdout.replace(/\s+/g, ' ')).toContain(what);
    },
  );

  it('without a permission on the stack causes an error', async () => {
    const credentials = await userWith('no-stack', {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }],
    });

    const { exitCode, stdout } = await as(credentials);

    expect([exitCode, stdout]).toEqual([2, '']);
  });
});

describe('a user without permissions', () => {
  const userName = 'starts-without-permissions';
  /** The policy that the tool prints, on one line, so that it can be copied as it stands. */
  const printedPolicy = (text: string): string | undefined =>
    /\{"Version":"2012-10-17","Statement":.*\}/.exec(text)?.[0];

  // id: printed-policies-work
  it('gets the whole report by attaching each policy that the tool prints', async () => {
    const credentials = await userWith(userName, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:GetCallerIdentity', Resource: '*' }],
    });
    const iam = new IAMClient(settings());
    const env = {
      ...local.env(),
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    };
    const report = () => whoCanRead([...stack, '--expect-reader', ...readers, '--verbose'], env);
    const attached: string[] = [];
    let answer = await report();
    for (let round = 0; round < 20; round += 1) {
      const printed = printedPolicy(answer.stderr) ?? printedPolicy(answer.stdout);
      if (printed === undefined) break;
      attached.push(printed);
      await iam.send(
        new PutUserPolicyCommand({
          UserName: userName,
          PolicyName: `printed-${round}`,
          PolicyDocument: printed,
        }),
      );
      answer = await report();
    }

    expect(attached.length).toBeGreaterThan(1);
    // No policy is printed twice: each one has granted what it names.
    expect(new Set(attached).size).toBe(attached.length);
    expect(answer).toMatchObject({ exitCode: 0, stderr: '' });
    expect(answer.stdout).toContain('Who can read is as expected.');
  });
});

// These change the stack, so they come last.
describe('a stack that was changed after its deployment', () => {
  it('shows access by a grant', async () => {
    const kms = new KMSClient(settings());
    const policy = await kms.send(
      new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }),
    );
    const eve = `arn:aws:iam::${LOCAL.account}:user/operator`;
    // Behind the gateway, because the key policy allows no principal to create a grant.
    const behind = new KMSClient({ ...settings(), endpoint: local.emulator.url });
    await behind.send(
      new CreateGrantCommand({ KeyId: keyArn, GranteePrincipal: eve, Operations: ['Decrypt'] }),
    );

    const { exitCode, stdout } = await asRoot('--expect-reader', ...readers);

    expect(policy.Policy).not.toContain('operator');
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`${eve} can, and should not`);
  });

  it('shows a reader in another account', async () => {
    const kms = new KMSClient(settings());
    const found = await kms.send(new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }));
    const policy = JSON.parse(found.Policy ?? '');
    const stranger = 'arn:aws:iam::999999999999:role/Stranger';
    policy.Statement.push({
      ...{ Sid: 'Stranger', Effect: 'Allow', Principal: { AWS: stranger } },
      ...{ Action: 'kms:Decrypt', Resource: '*' },
    });
    const Policy = JSON.stringify(policy);
    await kms.send(new PutKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default', Policy }));

    const { stdout } = await asRoot('--json');
    const { principals } = JSON.parse(stdout);
    const row = Object(principals).find((one: { id: string }) => one.id === stranger);

    expect(row).toMatchObject({ origin: 'policy', decrypt: { answer: 'unknown' } });
  });
});
