import {
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateRoleCommand,
  CreateUserCommand,
  type IAMClient,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from 'helpers/root-credentials';
import type { SessionFacts } from 'who-can-read';

const ACCOUNT = 'arn:aws:iam::123456789012';
const policy = (...statements: object[]): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((one) => ({ Effect: 'Allow', Resource: '*', ...one })),
  });
const allKms = { Action: 'kms:*' };

/** A caller of KMS, with the facts about its session. */
export interface TestIdentity {
  readonly arn: string;
  readonly session?: SessionFacts;
}

/** The callers, by their policies. */
export const identities = {
  'a user with all of KMS': { arn: `${ACCOUNT}:user/keeper` },
  'a user without policies': { arn: `${ACCOUNT}:user/nobody` },
  'a user who is denied': { arn: `${ACCOUNT}:user/denied` },
  'a user with a right from a group': { arn: `${ACCOUNT}:user/member` },
  'a session of a role with all of KMS': {
    arn: `${ACCOUNT}:role/keeper`,
    session: { sessionName: 'plain' },
  },
  'a session of a role without policies': {
    arn: `${ACCOUNT}:role/nobody`,
    session: { sessionName: 'plain' },
  },
  'a session that a policy limits': {
    arn: `${ACCOUNT}:role/keeper`,
    session: { sessionName: 'narrow', policy: policy({ Action: 'kms:DescribeKey' }) },
  },
  'a session that a policy denies': {
    arn: `${ACCOUNT}:role/keeper`,
    session: {
      sessionName: 'denied',
      policy: policy(allKms, { Effect: 'Deny', Action: 'kms:Encrypt' }),
    },
  },
  'a session of an administrator': {
    arn: `${ACCOUNT}:role/admin`,
    session: { sessionName: 'plain' },
  },
} as const satisfies Record<string, TestIdentity>;

export type IdentityName = keyof typeof identities;
export const identityNames = Object.keys(identities).filter((name): name is IdentityName =>
  Object.hasOwn(identities, name),
);

const users: Readonly<Record<string, string | undefined>> = {
  keeper: policy(allKms),
  nobody: undefined,
  denied: policy(allKms, { Effect: 'Deny', Action: 'kms:Encrypt' }),
  member: undefined,
};
const roles: Readonly<Record<string, string | undefined>> = {
  keeper: policy(allKms),
  nobody: undefined,
  admin: undefined,
};

/** Creates the users and roles, and returns the credentials of each identity. */
export async function createIdentities(
  iam: IAMClient,
  sts: STSClient,
): Promise<Readonly<Record<IdentityName, Credentials>>> {
  const keys = new Map<string, Credentials>();
  for (const [UserName, PolicyDocument] of Object.entries(users)) {
    await iam.send(new CreateUserCommand({ UserName }));
    if (PolicyDocument) {
      await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'own', PolicyDocument }));
    }
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    keys.set(`${ACCOUNT}:user/${UserName}`, {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    });
  }
  const GroupName = 'encrypters';
  await iam.send(new CreateGroupCommand({ GroupName }));
  await iam.send(
    new PutGroupPolicyCommand({
      ...{ GroupName, PolicyName: 'of-group' },
      PolicyDocument: policy({ Action: ['kms:Encrypt', 'kms:DescribeKey'] }),
    }),
  );
  await iam.send(new AddUserToGroupCommand({ GroupName, UserName: 'member' }));
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `${ACCOUNT}:root` }, Action: 'sts:AssumeRole' },
    ],
  });
  for (const [RoleName, PolicyDocument] of Object.entries(roles)) {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));
    if (PolicyDocument) {
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'own', PolicyDocument }));
    }
  }
  const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'admin', PolicyArn }));
  const entries = identityNames.map(async (name) => {
    const actor: TestIdentity = identities[name];
    return [name, keys.get(actor.arn) ?? (await assume(sts, actor))] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<IdentityName, Credentials>;
}

async function assume(sts: STSClient, { arn, session = {} }: TestIdentity): Promise<Credentials> {
  const { sessionName, policy: Policy } = session;
  const { Credentials: found } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: arn,
      RoleSessionName: sessionName,
      ...(Policy === undefined ? {} : { Policy }),
    }),
  );
  return {
    accessKeyId: found?.AccessKeyId ?? '',
    secretAccessKey: found?.SecretAccessKey ?? '',
    sessionToken: found?.SessionToken ?? '',
  };
}
