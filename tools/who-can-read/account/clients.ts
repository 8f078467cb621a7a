import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import { retrySettings } from './settings.ts';
import type { StackClients } from './stack-clients.ts';

/** Where AWS is and whose requests these are; what is left out comes from the SDK's own settings. */
export interface ClientSettings {
  readonly region?: string;
  readonly profile?: string;
  readonly endpoint?: string;
}

/**
 * Clients that try throttled calls again. Environment variables, profiles and endpoints count as
 * they do for every SDK.
 * https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
 */
export function stackClients(settings: ClientSettings): StackClients {
  const { region, profile, endpoint } = settings;
  const chosen = {
    ...retrySettings,
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
  return {
    cloudFormation: new CloudFormationClient(chosen),
    dynamoDB: new DynamoDBClient(chosen),
    iam: new IAMClient(chosen),
    kms: new KMSClient(chosen),
    kmsIn: (other) => new KMSClient({ ...chosen, region: other }),
    logs: new CloudWatchLogsClient(chosen),
    stepFunctions: new SFNClient(chosen),
    sts: new STSClient(chosen),
  };
}
