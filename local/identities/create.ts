import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import type { Credentials } from '../aws/environment.ts';
import { LocalError } from '../errors.ts';
import { IDENTITIES, type Identity } from './identities.ts';

/** The access keys of the users among the identities, by name. */
export type AccessKeys = ReadonlyMap<string, Credentials>;

/** Makes the identities in an account that has none of them yet. */
export async function createIdentities(iam: IAMClient, account: string): Promise<AccessKeys> {
  const keys = new Map<string, Credentials>();
  const all: [string, Identity][] = Object.entries(IDENTITIES);
  // Users first: a role's trust policy names the one who may assume it.
  for (const [name, identity] of all) {
    if (identity.kind === 'user') keys.set(name, await createUser(iam, name, identity));
  }
  for (const [name, identity] of all) {
    if (identity.kind === 'role') await createRole(iam, account, name, identity);
  }
  return keys;
}

async function createUser(iam: IAMClient, name: string, identity: Identity): Promise<Credentials> {
  await iam.send(new CreateUserCommand({ UserName: name }));
  await iam.send(new PutUserPolicyCommand({ UserName: name, ...policyOf(identity) }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  if (!AccessKey?.AccessKeyId || !AccessKey.SecretAccessKey) {
    throw new LocalError(`IAM gave no access key for the user ${name}.`);
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
    new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: document([trust]) }),
  );
  await iam.send(new PutRolePolicyCommand({ RoleName: name, ...policyOf(identity) }));
}

const policyOf = (identity: Identity) => ({
  PolicyName: 'what-it-may-do',
  PolicyDocument: document([{ Effect: 'Allow', Action: identity.allows, Resource: '*' }]),
});

const document = (Statement: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement });
