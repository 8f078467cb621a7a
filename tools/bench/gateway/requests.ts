import { LOCAL } from 'local-aws/aws/environment';
import type { BenchRequest } from './latency.ts';

/** A request that the key does not decide. */
export const passedOn = (): BenchRequest =>
  benchRequest('dynamodb', 'DynamoDB_20120810.ListTables', {});

/** A request that the key decides. */
export const decided = (executionArn: string): BenchRequest =>
  benchRequest('states', 'AWSStepFunctions.DescribeExecution', { executionArn });

/** A request that starts an execution, which the key decides too. */
export const starting = (stateMachineArn: string): BenchRequest =>
  benchRequest('states', 'AWSStepFunctions.StartExecution', { stateMachineArn, input: '{"a":1}' });

/** A signature of the root user, which the emulator does not check. */
function benchRequest(service: string, target: string, input: object): BenchRequest {
  const scope = `${LOCAL.account}/20261124/${LOCAL.region}/${service}/aws4_request`;
  return {
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': target,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-target, Signature=${'0'.repeat(64)}`,
    },
    body: JSON.stringify(input),
  };
}
