import {
  CloudFormationClient,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  ListExportsCommand,
  PolicyNotFoundException,
} from '@aws-sdk/client-dynamodb';
import {
  GetAccountAuthorizationDetailsCommand,
  GetRoleCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  type RoleDetail,
} from '@aws-sdk/client-iam';
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListAliasesCommand,
  ListGrantsCommand,
  ListResourceTagsCommand,
} from '@aws-sdk/client-kms';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import type { StackClients } from '../../account/index.ts';
import { sdkError } from './sdk-error.ts';

const REGION = 'us-east-1';
export const ACCOUNT = '123456789012';
export const arnOf = (service: string, resource: string, region = REGION): string =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
export const roleArn = (path: string): string => `arn:aws:iam::${ACCOUNT}:role/${path}`;
export const KEY = arnOf('kms', 'key/11111111-2222-4333-8444-555555555555');

/** The mocked services of an account with a stack to read. */
export const services = {
  cloudFormation: mockClient(CloudFormationClient),
  dynamoDB: mockClient(DynamoDBClient),
  iam: mockClient(IAMClient),
  kms: mockClient(KMSClient),
  lambda: mockClient(LambdaClient),
  logs: mockClient(CloudWatchLogsClient),
  s3: mockClient(S3Client),
  stepFunctions: mockClient(SFNClient),
  sts: mockClient(STSClient),
};

const settings = { region: REGION };
export const clients: StackClients = {
  cloudFormation: new CloudFormationClient(settings),
  dynamoDBIn: (region) => new DynamoDBClient({ region }),
  iam: new IAMClient(settings),
  kmsIn: (region) => new KMSClient({ region }),
  lambda: new LambdaClient(settings),
  logs: new CloudWatchLogsClient(settings),
  s3: new S3Client(settings),
  stepFunctions: new SFNClient(settings),
  sts: new STSClient(settings),
};

export const trustFor = (Principal: object): string =>
  encodeURIComponent(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }],
    }),
  );
const executionTrust = trustFor({ Service: 'states.amazonaws.com' });

/** Makes every service answer. The account has one role and no stack yet. */
export function emptyAccount(roles: readonly RoleDetail[] = []): void {
  for (const service of Object.values(services)) service.reset();
  services.sts
    .on(GetCallerIdentityCommand)
    .resolves({ Arn: `arn:aws:iam::${ACCOUNT}:user/reader`, Account: ACCOUNT });
  services.cloudFormation
    .on(GetTemplateCommand)
    .resolves({ TemplateBody: '{"Resources":{}}' })
    .on(DescribeStacksCommand)
    .rejects(sdkError('ValidationError', 'Stack with id x does not exist'))
    .on(ListStackResourcesCommand)
    .rejects(sdkError('ValidationError', 'Stack with id x does not exist'));
  services.iam
    .on(GetAccountAuthorizationDetailsCommand)
    .resolves({ RoleDetailList: [...roles] })
    .on(GetRoleCommand)
    .rejects(sdkError('NoSuchEntityException', 'The role cannot be found'))
    .on(ListRolePoliciesCommand)
    .resolves({ PolicyNames: [] })
    .on(ListAttachedRolePoliciesCommand)
    .resolves({ AttachedPolicies: [] });
  services.kms
    .on(DescribeKeyCommand)
    .rejects(sdkError('NotFoundException', 'The key does not exist'))
    .on(GetKeyPolicyCommand)
    .resolves({
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            ...{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } },
            ...{ Action: 'kms:*', Resource: '*' },
          },
        ],
      }),
    })
    .on(ListGrantsCommand)
    .resolves({ Grants: [] })
    .on(ListResourceTagsCommand)
    .resolves({ Tags: [] })
    .on(ListAliasesCommand)
    .resolves({ Aliases: [] });
  services.lambda
    .on(GetFunctionConfigurationCommand)
    .rejects(sdkError('ResourceNotFoundException', 'The function does not exist'));
  services.logs.on(DescribeLogGroupsCommand).resolves({ logGroups: [] });
  services.s3.on(GetBucketPolicyCommand).rejects(sdkError('NoSuchBucketPolicy', 'none'));
  services.dynamoDB
    .on(DescribeTableCommand)
    .rejects(sdkError('ResourceNotFoundException', 'There is no table'))
    .on(DescribeKinesisStreamingDestinationCommand)
    .resolves({})
    .on(ListExportsCommand)
    .resolves({})
    .on(GetResourcePolicyCommand)
    .rejects(new PolicyNotFoundException({ message: 'none', $metadata: {} }));
}

/** Adds a key that KMS finds by each of these names. */
export function addKey(...names: readonly string[]): void {
  for (const KeyId of [KEY, ...names]) {
    services.kms.on(DescribeKeyCommand, { KeyId }).resolves({
      KeyMetadata: { KeyId: 'x', Arn: KEY, KeyState: 'Enabled', MultiRegion: false },
    });
  }
}

/** Adds a role that Step Functions can assume. */
export function addExecutionRole(path: string): void {
  const RoleName = path.slice(path.lastIndexOf('/') + 1);
  services.iam.on(GetRoleCommand, { RoleName }).resolves({
    Role: {
      ...{ RoleName, Arn: roleArn(path), RoleId: 'AROAEXECUTION', Path: '/' },
      ...{ CreateDate: new Date(0), AssumeRolePolicyDocument: executionTrust },
    },
  });
}

/** A state machine of a mocked account. */
export interface MockedStateMachine {
  readonly kmsKeyId?: string;
  readonly role?: string;
  /** `denied`: the caller cannot decrypt it. Default: one state, which does nothing. */
  readonly definition?: object | 'denied';
}

const NOTHING = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };

/** Adds a state machine. @returns its ARN. */
export function addStateMachine(
  name: string,
  { kmsKeyId, role = 'orders', definition = NOTHING }: MockedStateMachine = {},
): string {
  const stateMachineArn = arnOf('states', `stateMachine:${name}`);
  const shown = {
    ...{ stateMachineArn, name, type: 'STANDARD' as const, roleArn: roleArn(role) },
    ...(kmsKeyId === undefined
      ? {}
      : {
          encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY' as const, kmsKeyId },
        }),
  };
  services.stepFunctions
    .on(DescribeStateMachineCommand, { stateMachineArn, includedData: 'METADATA_ONLY' })
    .resolves(shown);
  const whole = services.stepFunctions.on(DescribeStateMachineCommand, {
    ...{ stateMachineArn, includedData: 'ALL_DATA' },
  });
  if (definition === 'denied')
    whole.rejects(sdkError('KmsAccessDeniedException', 'not authorized'));
  else whole.resolves({ ...shown, definition: JSON.stringify(definition) });
  return stateMachineArn;
}

/** Adds a function with a role. @returns its ARN. */
export function addFunction(FunctionName: string, role: string): string {
  const FunctionArn = arnOf('lambda', `function:${FunctionName}`);
  services.lambda
    .on(GetFunctionConfigurationCommand, { FunctionName })
    .resolves({ FunctionName, FunctionArn, Role: roleArn(role) });
  return FunctionArn;
}

/** A role of the account with one inline policy. */
export const roleWith = (RoleName: string, Action: string, Resource: string): RoleDetail => ({
  ...{ RoleName, Arn: roleArn(RoleName), RoleId: `AROA${RoleName}` },
  AssumeRolePolicyDocument: trustFor({ Service: 'ec2.amazonaws.com' }),
  RolePolicyList: [
    {
      PolicyName: 'own',
      PolicyDocument: encodeURIComponent(
        JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action, Resource }],
        }),
      ),
    },
  ],
});

/** A definition with a task that uses a service integration. */
export const taskDefinition = (resource: string, Parameters: object): object => ({
  StartAt: 'Use',
  States: {
    Use: { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Parameters, End: true },
  },
});

/** Adds a stack with resources: `['Orders', 'AWS::StepFunctions::StateMachine', ARN]`. */
export function addStack(
  StackName: string,
  resources: readonly (readonly [id: string, type: string, physicalId: string])[],
  StackStatus: 'CREATE_COMPLETE' | 'ROLLBACK_COMPLETE' | 'UPDATE_IN_PROGRESS' = 'CREATE_COMPLETE',
): void {
  services.cloudFormation
    .on(DescribeStacksCommand, { StackName })
    .resolves({ Stacks: [{ StackName, StackStatus, CreationTime: new Date(0) }] })
    .on(ListStackResourcesCommand, { StackName })
    .resolves({
      StackResourceSummaries: resources.map(([id, ResourceType, PhysicalResourceId]) => ({
        ...{ LogicalResourceId: id, ResourceType, PhysicalResourceId },
        ...{ ResourceStatus: 'CREATE_COMPLETE' as const, LastUpdatedTimestamp: new Date(0) },
      })),
    });
}
