import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { SFNClient } from '@aws-sdk/client-sfn';
import type { STSClient } from '@aws-sdk/client-sts';

/** Clients for all services that a stack is read from. */
export interface StackClients {
  readonly cloudFormation: CloudFormationClient;
  readonly dynamoDB: DynamoDBClient;
  readonly iam: IAMClient;
  readonly kms: KMSClient;
  /** Keys of the stack may have replicas in other Regions. */
  readonly kmsIn: (region: string) => KMSClient;
  readonly logs: CloudWatchLogsClient;
  readonly stepFunctions: SFNClient;
  readonly sts: STSClient;
}
