import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';
import { clientDeadlines } from 'helpers/client-deadlines';
import type { Credentials } from 'helpers/root-credentials';
import { clients } from 'local-aws/aws/clients';
import { LOCAL } from 'local-aws/aws/environment';

const newSdk = (url: string, credentials: Credentials) => {
  const requestHandler = clientDeadlines();
  const settings = {
    endpoint: url,
    region: LOCAL.region,
    credentials,
    requestHandler,
    maxAttempts: 1,
  };
  return {
    ...clients({ url, region: LOCAL.region }, credentials),
    iam: new IAMClient(settings),
    kms: new KMSClient(settings),
    sts: new STSClient(settings),
  };
};

export type Sdk = ReturnType<typeof newSdk>;

const made = new Map<string, Sdk>();

/**
 * Returns SDK clients for one address and one identity, without retries. Existing clients are returned again:
 * tests ask for them all the time, and each has connections of its own.
 */
export function sdkFor(url: string, credentials: Credentials): Sdk {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const key = [url, accessKeyId, secretAccessKey, sessionToken].join(' ');
  const sdk = made.get(key) ?? newSdk(url, credentials);
  made.set(key, sdk);
  return sdk;
}
