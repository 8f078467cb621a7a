import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { ToolError } from 'helpers/errors';
import { type Credentials, rootOf } from 'helpers/root-credentials';
import { clients } from '../aws/clients.ts';
import type { Endpoint } from '../aws/environment.ts';
import { IDENTITIES, type Identity } from './identities.ts';
import { sessionOf } from './session.ts';

/** The credentials of each identity, by name. */
export type AccessKeys = ReadonlyMap<string, Credentials>;

/** Seconds: the longest that IAM allows, so that one session is enough for a workshop day. */
const SESSION_SECONDS = 43_200;

/** Creates the identities in an account that does not have them yet. */
export async function createIdentities(endpoint: Endpoint, account: string): Promise<AccessKeys> {
  const { iam } = clients(endpoint, rootOf(account));
  const keys = new Map<string, Credentials>();
  const all: [string, Identity][] = Object.entries(IDENTITIES);
  // Users first, because a role's trust policy names the user that can assume it.
  for (const [name, identity] of all) {
    if (identity.kind === 'user') keys.set(name, await createUser(iam, name, identity));
  }
  for (const [name, identity] of all) {
    if (identity.kind !== 'role') continue;
    const user = keys.get(identity.assumedBy);
    if (!user)
      throw new ToolError(`${name} is assumed by ${identity.assumedBy}, which is not a user.`);
    await createRole(iam, account, name, identity);
    const role = `arn:aws:iam::${account}:role/${name}`;
    keys.set(name, await sessionOf(endpoint, user, role, identity.assumedBy, SESSION_SECONDS));
  }
  return keys;
}

async function createUser(iam: IAMClient, name: string, identity: Identity): Promise<Credentials> {
  await iam.send(new CreateUserCommand({ UserName: name }));
  await iam.send(new PutUserPolicyCommand({ UserName: name, ...policyOf(identity) }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  if (!AccessKey?.AccessKeyId || !AccessKey.SecretAccessKey) {
    throw new ToolError(`IAM did not return an access key for the user ${name}.`);
  }
  return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
}

async function createRole(
  iam: IAMClient,
  account: string,
  name: string,
  identity: Identity & { kind: 'role' },
): Promise<void> {
  const trust = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:user/${identity.assumedBy}` },
    Action: 'sts:AssumeRole',
  };
  await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: document([trust]),
      MaxSessionDuration: SESSION_SECONDS,
    }),
  );
  await iam.send(new PutRolePolicyCommand({ RoleName: name, ...policyOf(identity) }));
}

const policyOf = (identity: Identity) => ({
  PolicyName: 'permissions',
  PolicyDocument: document([{ Effect: 'Allow', Action: identity.allows, Resource: '*' }]),
});

const document = (Statement: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
