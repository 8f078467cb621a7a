import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { clientDeadlines } from 'helpers/client-deadlines';
import { observeCalls, type RetryListener } from './service-calls.ts';

/** Endpoint and profile of the requests. The SDK's own settings apply to the rest. */
export interface ClientSettings {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
}

/** Clients for all services that a report on deployed resources reads from. */
export interface StackClients {
  readonly cloudFormation: CloudFormationClient;
  /** A global table has replicas in other Regions. */
  readonly dynamoDBIn: (region: string) => DynamoDBClient;
  readonly iam: IAMClient;
  /** A multi-Region key has replicas in other Regions. */
  readonly kmsIn: (region: string) => KMSClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly stepFunctions: SFNClient;
  readonly sts: STSClient;
}

/** Time limit of a read, which normally takes seconds. After it, the read is retried. */
const READ_MS = 30_000;

/**
 * Settings for clients that read a whole account: they retry throttled calls with growing pauses.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const retrySettings = { retryMode: 'adaptive', maxAttempts: 12 } as const;

/**
 * Returns clients that retry throttled calls, and whose errors say which call failed (`callOf`).
 * Environment variables, profiles and endpoints count as they do for every SDK.
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 * @param onRetry gets each call that is tried again.
 */
export function stackClients(
  settings: ClientSettings,
  onRetry: RetryListener = () => {},
): StackClients {
  const { region, profile, endpoint } = settings;
  const chosen = {
    ...retrySettings,
    requestHandler: clientDeadlines({ request: READ_MS }),
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
  return {
    cloudFormation: observeCalls(new CloudFormationClient(chosen), onRetry),
    dynamoDBIn: (other) => observeCalls(new DynamoDBClient({ ...chosen, region: other }), onRetry),
    iam: observeCalls(new IAMClient(chosen), onRetry),
    kmsIn: (other) => observeCalls(new KMSClient({ ...chosen, region: other }), onRetry),
    lambda: observeCalls(new LambdaClient(chosen), onRetry),
    logs: observeCalls(new CloudWatchLogsClient(chosen), onRetry),
    // A bucket can be in another Region, and an emulator can lack a host name for each bucket.
    s3: observeCalls(
      new S3Client({ ...chosen, followRegionRedirects: true, forcePathStyle: true }),
      onRetry,
    ),
    stepFunctions: observeCalls(new SFNClient(chosen), onRetry),
    sts: observeCalls(new STSClient(chosen), onRetry),
  };
}
