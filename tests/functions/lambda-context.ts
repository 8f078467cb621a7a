import type { Context } from 'aws-lambda';

const unused = () => {
  throw new Error('the functions do not use the context');
};

/** The context object that Lambda passes to a handler. */
export const lambdaContext: Context = {
  callbackWaitsForEmptyEventLoop: true,
  functionName: 'stock-trading-function',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:stock-trading-function',
  memoryLimitInMB: '128',
  awsRequestId: '3d1f1f0a-2f5d-4a55-9a7e-0d6c0f8f6f10',
  logGroupName: '/aws/lambda/stock-trading-function',
  logStreamName: '2026/11/24/[$LATEST]0f8f6f10',
  getRemainingTimeInMillis: () => 10_000,
  done: unused,
  fail: unused,
  succeed: unused,
};
