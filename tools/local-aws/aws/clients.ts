import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { clientDeadlines } from 'helpers/client-deadlines';
import type { Credentials } from 'helpers/root-credentials';
import type { Endpoint } from './environment.ts';

/** StartSyncExecution answers within five minutes. */
const EXECUTION_MS = 310_000;

/** SDK clients for one endpoint and one identity. */
export function clients(endpoint: Endpoint, credentials: Credentials) {
  const requestHandler = clientDeadlines();
  const settings = { endpoint: endpoint.url, region: endpoint.region, credentials, requestHandler };
  return {
    cloudFormation: new CloudFormationClient(settings),
    logs: new CloudWatchLogsClient(settings),
    iam: new IAMClient(settings),
    kms: new KMSClient(settings),
    lambda: new LambdaClient(settings),
    dynamoDB: new DynamoDBClient(settings),
    // The prefix "sync-" of StartSyncExecution's host has no address on a loopback interface.
    stepFunctions: new SFNClient({
      ...settings,
      requestHandler: clientDeadlines({ request: EXECUTION_MS }),
      disableHostPrefix: true,
    }),
  };
}

export type Clients = ReturnType<typeof clients>;
