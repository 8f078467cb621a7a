import {
  DescribeExportCommand,
  DescribeTableCommand,
  ListExportsCommand,
} from '@aws-sdk/client-dynamodb';
import { GetBucketPolicyCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { readStackModels } from '../../command/report-on-stack.ts';
import {
  addExecutionRole,
  addStateMachine,
  arnOf,
  clients,
  emptyAccount,
  roleArn,
  roleWith,
  services,
  taskDefinition,
} from '../account/mocked-stack.ts';
import { sdkError } from '../account/sdk-error.ts';

const FAR_ROLE = 'arn:aws:iam::444455556666:role/far';
const writer = (Bucket: string): object => ({
  States: { Each: { Type: 'Map', ResultWriter: { Parameters: { Bucket } } } },
});

beforeEach(() => {
  emptyAccount([
    roleWith('objects', 's3:GetObject', 'arn:aws:s3:::*'),
    roleWith('chain', 'lambda:InvokeFunction', '*'),
  ]);
  addExecutionRole('orders');
});

async function copiesOf(definition: object) {
  const stateMachineArns = [addStateMachine('orders', { definition })];
  const [model] = await readStackModels(clients, { stateMachineArns });
  return model?.copies;
}

describe('a bucket with a copy of the data', () => {
  // id: deployed-bucket-policy
  it.each([
    [
      'allows a principal of another account',
      { Effect: 'Allow', Principal: { AWS: FAR_ROLE } },
      { readers: ['role/objects', 'root user'], unknownReaders: [FAR_ROLE] },
    ],
    [
      'denies all principals except one',
      {
        ...{ Effect: 'Deny', Principal: '*' },
        Condition: { ArnNotEquals: { 'aws:PrincipalArn': roleArn('orders') } },
      },
      { readers: [] },
    ],
    [
      'allows a principal of the account',
      { Effect: 'Allow', Principal: { AWS: roleArn('chain') } },
      { readers: ['role/objects', 'role/chain', 'root user'] },
    ],
  ])('evaluates the policy of the bucket, which %s', async (_, statement, expected) => {
    services.s3.on(GetBucketPolicyCommand, { Bucket: 'results' }).resolves({
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ ...statement, Action: 's3:GetObject*', Resource: 'arn:aws:s3:::results/*' }],
      }),
    });

    expect(await copiesOf(writer('results'))).toEqual([
      {
        what: 'bucket results of the ResultWriter of state Each',
        ...{ arn: 'arn:aws:s3:::results', ...expected },
      },
    ]);
  });

  // id: deployed-bucket-policy-unread
  it.each([
    ['AccessDenied', 'Access Denied'],
    ['NoSuchBucket', 'The specified bucket does not exist'],
  ])('reports it if S3 answers %s for the policy of the bucket', async (code, message) => {
    services.s3.on(GetBucketPolicyCommand).rejects(sdkError(code, message));

    expect(await copiesOf(writer('results'))).toMatchObject([
      {
        readers: `by their own policies: role/objects, root user; the policy of the bucket could not be read (${message})`,
      },
    ]);
  });

  it('returns the error of S3 if S3 fails for another reason', async () => {
    services.s3.on(GetBucketPolicyCommand).rejects(sdkError('SlowDown', 'too many'));

    await expect(copiesOf(writer('results'))).rejects.toThrow('too many');
  });

  it('evaluates the policies of buckets with exports of its tables', async () => {
    services.dynamoDB
      .on(DescribeTableCommand)
      .resolves({ Table: { TableArn: arnOf('dynamodb', 'table/trades') } })
      .on(ListExportsCommand)
      .resolves({ ExportSummaries: [{ ExportArn: 'one' }] })
      .on(DescribeExportCommand)
      .resolves({ ExportDescription: { S3Bucket: 'exported' } });

    expect(await copiesOf(taskDefinition('dynamodb:putItem', { TableName: 'trades' }))).toEqual([
      {
        what: 'exports of table trades in bucket exported',
        ...{ arn: 'arn:aws:s3:::exported', readers: ['role/objects', 'root user'] },
      },
    ]);
  });
});
