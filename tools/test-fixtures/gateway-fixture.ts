import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { AssumeRoleCommand, type AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { afterAll, jest } from '@jest/globals';
import { quietProgress } from 'helpers/progress';
import { type Credentials, rootOf } from 'helpers/root-credentials';
import { type Gateway, startGateway } from 'key-gateway';
import { isolated, LOCAL } from 'local-aws/aws/environment';
import { type Emulator, startEmulator } from 'local-aws/emulator/emulator';
import { prepareTools, type Tools } from 'local-aws/tools/tools';
import { type Sdk, sdkFor } from './sdk-clients.ts';

export type { Sdk } from './sdk-clients.ts';

/** A statement of a policy, as JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** AWS on this machine behind its own gateway, with functions that create test resources. */
export type GatewayFixture = {
  tools: Tools;
  /** An environment without this machine's own AWS settings. */
  env: NodeJS.ProcessEnv;
  emulator: Emulator;
  gateway: Gateway;
  /** Lines that the gateway logged. */
  logged: string[];
  folder: string;
  /** Sets the gateway's clock forward. */
  skip(milliseconds: number): void;
  sdk(as?: Credentials): Sdk;
  user(name: string, statements: readonly Json[], account?: string): Promise<Credentials>;
  role(name: string, trust: Json, statements: readonly Json[], account?: string): Promise<string>;
  /** Returns a session of a role (default caller: a user of the role's account). */
  session(
    roleArn: string,
    more?: Partial<AssumeRoleCommandInput>,
    as?: Credentials,
  ): Promise<Credentials>;
  /** @returns the ARN of a new key. */
  key(statements: readonly Json[], account?: string): Promise<string>;
};

export const ROOT = rootOf(LOCAL.account);

/** Returns a policy document with statements. */
export const policy = (statements: readonly Json[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** A policy that allows everything in IAM. */
export const allow = (...actions: string[]): Json => ({
  Effect: 'Allow',
  Action: actions,
  Resource: '*',
});

/** How a test changes the fixture. */
export type FixtureOptions = {
  /** Starts a proxy between the gateway and the emulator. */
  readonly upstream?: (
    emulatorUrl: string,
  ) => Promise<{ readonly url: string; stop(): Promise<void> }>;
};

/** Long enough for a first installation of the tools. */
const TIMEOUT = 600_000;

/** One fixture for a test file, empty but for the gateway; give `start` to `beforeAll`. */
export function gatewayFixtureForTests(options: FixtureOptions = {}): {
  start: () => Promise<GatewayFixture>;
  timeout: number;
} {
  // Other work on the same machine makes each step slower, and none of them wrong.
  jest.setTimeout(60_000);
  const undo: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const step of undo.reverse()) await step();
  }, 60_000);
  return {
    timeout: TIMEOUT,
    start: async () => {
      const own = await mkdtemp(join(tmpdir(), 'gateway-test-'));
      undo.push(() => rm(own, { recursive: true, force: true }));
      const env = isolated(process.env, own);
      const tools = await prepareTools(env, quietProgress);
      const { python } = tools;
      const emulator = await startEmulator({ python, env, folder: own, region: LOCAL.region });
      undo.push(emulator.stop);
      const upstream = await options.upstream?.(emulator.url);
      if (upstream) undo.push(upstream.stop);
      const logged: string[] = [];
      const folder = join(own, 'gateway');
      let skipped = 0;
      const gateway = await startGateway({
        upstream: upstream?.url ?? emulator.url,
        folder,
        clock: () => performance.now() + skipped,
        log: (line) => void logged.push(line),
      });
      undo.push(gateway.stop);
      const skip = (milliseconds: number): void => {
        skipped += milliseconds;
      };
      return { tools, env, emulator, gateway, logged, folder, skip, ...makeResources(gateway.url) };
    },
  };
}

/** A principal of the account that can assume every role that trusts the account. */
const ASSUMER = 'who-assumes-roles';

function makeResources(url: string) {
  const sdk = (as: Credentials = ROOT) => sdkFor(url, as);
  const iam = (account: string) => sdk(rootOf(account)).iam;
  const assumers = new Map<string, Promise<Credentials>>();
  const assumerIn = (account: string): Promise<Credentials> => {
    const found =
      assumers.get(account) ??
      made.user(ASSUMER, [allow('sts:AssumeRole', 'sts:TagSession')], account);
    assumers.set(account, found);
    return found;
  };
  const made = {
    sdk,
    async user(UserName: string, statements: readonly Json[], account: string = LOCAL.account) {
      await iam(account).send(new CreateUserCommand({ UserName }));
      if (statements.length > 0) {
        const PolicyDocument = policy(statements);
        const own = { UserName, PolicyName: 'own', PolicyDocument };
        await iam(account).send(new PutUserPolicyCommand(own));
      }
      const { AccessKey } = await iam(account).send(new CreateAccessKeyCommand({ UserName }));
      return {
        accessKeyId: AccessKey?.AccessKeyId ?? '',
        secretAccessKey: AccessKey?.SecretAccessKey ?? '',
      };
    },
    async role(
      RoleName: string,
      trust: Json,
      statements: readonly Json[],
      account: string = LOCAL.account,
    ) {
      const AssumeRolePolicyDocument = policy([
        { Effect: 'Allow', Principal: trust, Action: 'sts:AssumeRole' },
      ]);
      const { Role } = await iam(account).send(
        new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }),
      );
      if (statements.length > 0) {
        const PolicyDocument = policy(statements);
        await iam(account).send(
          new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument }),
        );
      }
      return Role?.Arn ?? '';
    },
    async session(RoleArn: string, more: Partial<AssumeRoleCommandInput> = {}, as?: Credentials) {
      const who = as ?? (await assumerIn(RoleArn.split(':')[4] ?? ''));
      const { Credentials: found } = await sdk(who).sts.send(
        new AssumeRoleCommand({ RoleArn, RoleSessionName: 'tester', ...more }),
      );
      return {
        accessKeyId: found?.AccessKeyId ?? '',
        secretAccessKey: found?.SecretAccessKey ?? '',
        sessionToken: found?.SessionToken ?? '',
      };
    },
    async key(statements: readonly Json[], account: string = LOCAL.account) {
      const { KeyMetadata } = await sdk(rootOf(account)).kms.send(
        new CreateKeyCommand({
          Policy: policy(statements),
          // Some tests need a key that no principal can administer.
          BypassPolicyLockoutSafetyCheck: true,
        }),
      );
      return KeyMetadata?.Arn ?? '';
    },
  };
  return made;
}
