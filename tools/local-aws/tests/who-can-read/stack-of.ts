import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { STSClient } from '@aws-sdk/client-sts';
import type { Credentials } from 'helpers/root-credentials';
import { type CommandEnvironment, readStackModels, type StackClients } from 'who-can-read';
import type { Endpoint } from '../../aws/environment.ts';

/** Reads stacks of local AWS with given credentials. */
export const stackOf =
  (endpoint: Endpoint, credentials: Credentials): CommandEnvironment['stack'] =>
  async (source, stateMachine) => {
    const settings = { endpoint: endpoint.url, region: endpoint.region, credentials };
    const clients: StackClients = {
      cloudFormation: new CloudFormationClient(settings),
      dynamoDBIn: (region) => new DynamoDBClient({ ...settings, region }),
      iam: new IAMClient(settings),
      kmsIn: (region) => new KMSClient({ ...settings, region }),
      lambda: new LambdaClient(settings),
      logs: new CloudWatchLogsClient(settings),
      s3: new S3Client({ ...settings, forcePathStyle: true }),
      stepFunctions: new SFNClient(settings),
      sts: new STSClient(settings),
    };
    const request = { ...source, ...(stateMachine === undefined ? {} : { stateMachine }) };
    return readStackModels(clients, request);
  };
