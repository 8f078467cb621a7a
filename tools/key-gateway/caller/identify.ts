import { GetAccessKeyLastUsedCommand } from '@aws-sdk/client-iam';
import { GetAccessKeyInfoCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { partitionOf } from 'helpers/partition';
import { parseArn } from 'who-can-read';
import type { AdminClients } from '../emulator-state/admin-clients.ts';
import type { Credential } from '../http/credential.ts';
import type { Identity } from './identity.ts';
import type { SessionStore } from './session-store.ts';

const ACCOUNT_ID = /^\d{12}$/;
const NO_ACCOUNT = '000000000000';
const SESSION_KEY = /^ASIA/;

/**
 * Returns the principal that signed a request, from its access key. The emulator checks the
 * signature. Twelve digits are the root user of that account. The gateway knows the sessions that
 * STS created through it, and asks IAM for users.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
 */
export async function identify(
  credential: Credential | undefined,
  adminClients: AdminClients,
  sessions: SessionStore,
): Promise<Identity> {
  if (!credential)
    return { known: false, why: 'The request does not have a plain Signature Version 4.' };
  const { accessKeyId, region } = credential;
  if (ACCOUNT_ID.test(accessKeyId)) return rootUser(accessKeyId, accessKeyId, region);
  const session = sessions.find(accessKeyId);
  if (session) {
    const { principal, facts, issuedAt } = session;
    const account = accountOfPrincipal(session.principal);
    return { known: true, accessKeyId, account, principal, facts, issuedAt };
  }
  if (accessKeyId === 'test') return defaultRoot(accessKeyId, region, adminClients);
  const account = await accountOf(accessKeyId, region, adminClients);
  if (account === undefined) {
    const why = `The access key ${accessKeyId} does not belong to an account.`;
    return { known: false, accessKeyId, noSuchKey: true, why };
  }
  if (SESSION_KEY.test(accessKeyId)) {
    const why = `The session of ${accessKeyId} was not created through the gateway.`;
    return { known: false, accessKeyId, account, why };
  }
  return user(accessKeyId, account, region, adminClients);
}

function rootUser(accessKeyId: string, account: string, region: string): Identity {
  const principal = { kind: 'root', partition: partitionOf(region), account } as const;
  return { known: true, accessKeyId, account, principal, facts: {} };
}

/** The access key `test` is the root user of the emulator's own account. */
async function defaultRoot(
  accessKeyId: string,
  region: string,
  adminClients: AdminClients,
): Promise<Identity> {
  const { Arn = '' } = await adminClients
    .of(accessKeyId, region)
    .sts.send(new GetCallerIdentityCommand());
  const { account, resource } = parseArn(Arn);
  if (resource === 'root') return rootUser(accessKeyId, account, region);
  return {
    known: false,
    accessKeyId,
    why: 'The access key "test" does not belong to a root user.',
  };
}

async function accountOf(
  AccessKeyId: string,
  region: string,
  adminClients: AdminClients,
): Promise<string | undefined> {
  const { sts } = adminClients.of(NO_ACCOUNT, region);
  try {
    return (await sts.send(new GetAccessKeyInfoCommand({ AccessKeyId }))).Account;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('Validation')) return undefined;
    throw error;
  }
}

async function user(
  accessKeyId: string,
  account: string,
  region: string,
  adminClients: AdminClients,
): Promise<Identity> {
  const { iam } = adminClients.of(account, region);
  try {
    const command = new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId });
    const { UserName } = await iam.send(command);
    if (UserName === undefined) throw new Error('no user');
    const arn = `arn:${partitionOf(region)}:iam::${account}:user/${UserName}`;
    return { known: true, accessKeyId, account, principal: { kind: 'user', arn }, facts: {} };
  } catch (error) {
    // Emulators say "no such key" in different ways: the caller is unknown then.
    if (error instanceof Error && error.name.startsWith('Timeout')) throw error;
    const why = `No IAM user of account ${account} has the access key ${accessKeyId}.`;
    return { known: false, accessKeyId, account, noSuchKey: true, why };
  }
}

function accountOfPrincipal(principal: Extract<Identity, { known: true }>['principal']): string {
  if (principal.kind === 'root') return principal.account;
  if (principal.kind === 'federated-user') return parseArn(principal.userArn).account;
  if (principal.kind === 'role' || principal.kind === 'user')
    return parseArn(principal.arn).account;
  return '';
}
