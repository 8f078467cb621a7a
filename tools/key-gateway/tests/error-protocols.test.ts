/** All errors were in JSON, also for other protocols: boto3 and the CDK showed none of them. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { ListUsersCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { sdkFor } from 'test-fixtures/sdk-clients';
import { encodeError, errorProtocol } from '../http/error-body.ts';
import { type FakeUpstreamFixture, fakeUpstreamForTests } from './fake-upstream.ts';

const { start } = fakeUpstreamForTests();
let fixture: FakeUpstreamFixture;
beforeAll(async () => {
  fixture = await start();
  // The emulator closes each connection, so each error is the gateway's own.
  fixture.answers((_, response) => void response.destroy());
});

const ROOT = { accessKeyId: '123456789012', secretAccessKey: 'test' };
const error = { status: 503, type: 'ServiceUnavailableException', message: 'a < b & "c"' };
const thrown = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (cause: unknown) => cause,
  );

describe('an error of the gateway', () => {
  // id: error-protocols
  it('can be read by the SDK of each protocol', async () => {
    const { iam, sts } = sdkFor(fixture.gateway.url, ROOT);
    const cloudFormation = new CloudFormationClient({
      endpoint: fixture.gateway.url,
      region: 'us-east-1',
      credentials: ROOT,
      maxAttempts: 1,
    });
    const message = 'The key gateway cannot reach the emulator behind it.';
    for (const send of [
      () => iam.send(new ListUsersCommand()),
      () => sts.send(new GetCallerIdentityCommand()),
      () => cloudFormation.send(new DescribeStacksCommand()),
    ]) {
      expect(await thrown(send())).toMatchObject({ name: 'ServiceUnavailable', message });
    }
    cloudFormation.destroy();
  });

  it.each([
    ['json', { headers: ['X-Amz-Target', 'DynamoDB_20120810.ListTables'] }],
    ['json', { headers: ['Content-Type', 'application/x-amz-json-1.1'] }],
    ['json', { url: '/2015-03-31/functions/' }],
    ['query', { headers: ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'] }],
    ['query', { url: '/?Action=ListUsers&Version=2010-05-08' }],
    ['cbor', { headers: ['smithy-protocol', 'rpc-v2-cbor', 'content-type', 'application/cbor'] }],
    ['s3', { headers: ['authorization', credential('s3')] }],
    [
      'ec2',
      {
        headers: [
          'authorization',
          credential('ec2'),
          'content-type',
          'application/x-www-form-urlencoded',
        ],
      },
    ],
  ] as const)(
    'is in %s for %j',
    (protocol, { headers = [], url = '/' }: { headers?: readonly string[]; url?: string }) => {
      expect(errorProtocol({ method: 'POST', url, headers })).toBe(protocol);
    },
  );

  it('escapes its message', () => {
    const text = (protocol: 'query' | 's3' | 'ec2') => String(encodeError(protocol, error).body);
    for (const protocol of ['query', 's3', 'ec2'] as const) {
      expect(text(protocol)).toContain('<Message>a &lt; b &amp; &quot;c&quot;</Message>');
      expect(text(protocol)).toContain('<Code>ServiceUnavailable</Code>');
    }
    expect(JSON.parse(String(encodeError('json', error).body))).toEqual({
      __type: 'ServiceUnavailableException',
      message: 'a < b & "c"',
    });
  });

  it('is a CBOR map of strings', () => {
    const { body } = encodeError('cbor', { status: 400, type: 'A', message: 'x'.repeat(300) });
    expect(body.subarray(0, 10)).toEqual(
      Buffer.from([0xa2, 0x66, ...Buffer.from('__type'), 0x61, 0x41]),
    );
    expect(body.subarray(10, 21)).toEqual(
      Buffer.from([0x67, ...Buffer.from('message'), 0x79, 0x01, 0x2c]),
    );
    expect(body.length).toBe(21 + 300);
  });
});

function credential(service: string): string {
  return `AWS4-HMAC-SHA256 Credential=AKIA/20261124/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=00`;
}
