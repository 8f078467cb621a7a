import { SECRET } from 'test-fixtures/encrypted-workflow';
import { type Handler, signed } from './fake-upstream.ts';

export const EXECUTION = 'arn:aws:states:us-east-1:123456789012:execution:first:one';
export const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:first';
export const KEY = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000001';

/** An emulator that allows everything; `odd` can answer in its place. */
export const permissive =
  (odd: Partial<Record<string, Handler>> = {}): Handler =>
  (incoming, response) => {
    incoming.resume();
    incoming.on('end', () => {
      // A call of CloudFormation: there are no stacks.
      if (!incoming.headers['x-amz-target']) {
        response.setHeader('content-type', 'text/xml');
        return void response.end('<R><DescribeStacksResult><Stacks/></DescribeStacksResult></R>');
      }
      const operation = String(incoming.headers['x-amz-target'] ?? '').split('.')[1] ?? '';
      const other = odd[operation];
      if (other) return other(incoming, response);
      const encryption = { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KEY };
      const stateMachine = {
        stateMachineArn: MACHINE,
        roleArn: 'arn:aws:iam::123456789012:role/r',
        definition: SECRET,
        encryptionConfiguration: encryption,
      };
      const answers: Record<string, object> = {
        DescribeExecution: { executionArn: EXECUTION, input: SECRET, output: SECRET },
        GetExecutionHistory: {
          events: [
            {
              id: 1,
              type: 'ExecutionStarted',
              timestamp: 1,
              executionStartedEventDetails: { input: SECRET },
            },
          ],
        },
        DescribeStateMachine: stateMachine,
        DescribeStateMachineForExecution: stateMachine,
        StartSyncExecution: { executionArn: EXECUTION, output: SECRET },
        Decrypt: { KeyId: KEY, Plaintext: SECRET },
      };
      response.setHeader('content-type', 'application/x-amz-json-1.0');
      response.end(JSON.stringify(answers[operation] ?? {}));
    });
  };

/** Faults of an emulator. */
export const drop: Handler = (_, response) => void response.destroy();
export const garbage: Handler = (_, response) => void response.end('\u0000<html>not json');
export const cutOff: Handler = (_, response) => {
  response.writeHead(200, { 'content-length': '9999' });
  response.write(`{"input":"${SECRET}"`);
  setTimeout(() => response.destroy(), 20);
};

/** Operations that return protected data, each with an input. */
export const reads = [
  ['AWSStepFunctions.DescribeExecution', { executionArn: EXECUTION }],
  ['AWSStepFunctions.GetExecutionHistory', { executionArn: EXECUTION }],
  ['AWSStepFunctions.DescribeStateMachine', { stateMachineArn: MACHINE }],
  ['AWSStepFunctions.DescribeStateMachineForExecution', { executionArn: EXECUTION }],
  ['AWSStepFunctions.StartSyncExecution', { stateMachineArn: MACHINE, input: SECRET }],
  ['TrentService.Decrypt', { CiphertextBlob: 'AAAA', KeyId: KEY }],
] as const;

export type Call = (
  target: string,
  body: object | string,
  more?: Record<string, string>,
) => Promise<{ status: number; text: string; type: unknown }>;

/** Calls an operation at an address (default: as root). */
export const caller =
  (url: () => string): Call =>
  async (target, body, more = {}) => {
    const answer = await fetch(url(), {
      method: 'POST',
      headers: { ...signed(target), ...more },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    // An error in CBOR has its type in a header too.
    const isCbor = answer.headers.get('content-type') === 'application/cbor';
    const type = isCbor ? answer.headers.get('x-amzn-errortype') : JSON.parse(text).__type;
    return { status: answer.status, text, type };
  };
