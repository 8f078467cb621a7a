import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import type { Credentials, Endpoint } from '../../../local/aws/environment.ts';

/** Clients in one name that try once, so that what they report is what was answered. */
export type Asker = { stepFunctions: SFNClient; kms: KMSClient };

export function askerFor({ url, region }: Endpoint, credentials: Credentials): Asker {
  const settings = { endpoint: url, region, credentials, maxAttempts: 1 };
  return { stepFunctions: new SFNClient(settings), kms: new KMSClient(settings) };
}
