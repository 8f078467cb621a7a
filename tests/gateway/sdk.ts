import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { STSClient } from '@aws-sdk/client-sts';
import { clients } from '../../local/aws/clients.ts';
import { type Credentials, LOCAL } from '../../local/aws/environment.ts';

/** SDK clients that speak to one address in one name, and try once. */
export const sdkFor = (url: string, credentials: Credentials) => {
  const settings = { endpoint: url, region: LOCAL.region, credentials, maxAttempts: 1 };
  return {
    ...clients({ url, region: LOCAL.region }, credentials),
    iam: new IAMClient(settings),
    kms: new KMSClient(settings),
    sts: new STSClient(settings),
  };
};

export type Sdk = ReturnType<typeof sdkFor>;
