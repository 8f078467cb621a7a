import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientDeadlines } from 'helpers/client-deadlines';
import type { Credentials } from 'helpers/root-credentials';
import { type Principal, principalFromArn } from 'who-can-read';
import { type Clients, clients } from '../../aws/clients.ts';
import type { Endpoint } from '../../aws/environment.ts';
import { BadRequestError } from '../errors.ts';

/** The identities that make calls, by the names of their profiles. */
export type ConsoleIdentities = {
  /** @throws BadRequestError for an unknown name. */
  clientsOf(name: string): Clients;
  /** The principal that AWS sees. */
  principalOf(name: string): Promise<Principal>;
  destroy(): void;
};

/** @param profiles the access keys by name. */
export function consoleIdentities(
  endpoint: Endpoint,
  profiles: ReadonlyMap<string, Credentials>,
): ConsoleIdentities {
  const made = new Map<string, Clients>();
  const known = new Map<string, Promise<Principal>>();
  const credentialsOf = (name: string): Credentials => {
    const found = profiles.get(name);
    if (!found) throw new BadRequestError(`There is no identity ${name}.`);
    return found;
  };
  return {
    clientsOf(name) {
      const found = made.get(name) ?? clients(endpoint, credentialsOf(name));
      made.set(name, found);
      return found;
    },
    principalOf(name) {
      const found = known.get(name) ?? callerIdentity(endpoint, credentialsOf(name));
      known.set(name, found);
      // After an error, the next call asks again.
      found.catch(() => known.delete(name));
      return found;
    },
    destroy() {
      for (const each of made.values()) for (const client of Object.values(each)) client.destroy();
    },
  };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
async function callerIdentity(
  { url, region }: Endpoint,
  credentials: Credentials,
): Promise<Principal> {
  const requestHandler = clientDeadlines();
  const sts = new STSClient({ endpoint: url, region, credentials, requestHandler });
  try {
    const { Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    return principalFromArn(Arn);
  } finally {
    sts.destroy();
  }
}
