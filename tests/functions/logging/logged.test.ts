import { Logger } from '@aws-lambda-powertools/logger';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { logged } from '../../../functions/logging/logged.ts';
import { FUNCTION_NAMES, invoke } from '../handlers.ts';
import { lambdaContext } from '../lambda-context.ts';
import { captureWritten } from '../written.ts';

const executionId = 'arn:aws:states:us-east-1:123456789012:execution:StockTrading:run-1';
const failing = () => {
  throw new RangeError('broken');
};

describe('a logged function', () => {
  let written: ReturnType<typeof captureWritten>;
  let logger: Logger;

  beforeEach(() => {
    written = captureWritten();
    logger = new Logger({ serviceName: 'buy' });
  });

  it('writes one line with the execution as the correlation id, without the payload or the result', async () => {
    const payload = { execution_id: executionId, quote: { stock_price: 42 } };

    const output = await logged(logger, () => ({ price: 42 }))(payload, lambdaContext);

    expect(output).toEqual({ price: 42 });
    expect(written.lines()).toEqual([
      {
        level: 'INFO',
        message: 'Done.',
        timestamp: expect.any(String),
        service: 'buy',
        cold_start: expect.any(Boolean),
        function_arn: lambdaContext.invokedFunctionArn,
        function_memory_size: lambdaContext.memoryLimitInMB,
        function_name: lambdaContext.functionName,
        function_request_id: lambdaContext.awsRequestId,
        sampling_rate: 0,
        correlation_id: executionId,
      },
    ]);
  });

  it('writes the name of an error and throws it unchanged', async () => {
    const failure = logged(logger, failing)({ execution_id: executionId }, lambdaContext);

    await expect(failure).rejects.toThrow(new RangeError('broken'));
    expect(written.lines()).toMatchObject([
      { level: 'ERROR', correlation_id: executionId, error: { name: 'RangeError' } },
    ]);
  });

  it('writes the type of a thrown value that is not an error', async () => {
    const throwing = () => {
      throw 'secret text';
    };

    await expect(logged(logger, throwing)({}, lambdaContext)).rejects.toBe('secret text');
    expect(written.lines()).toMatchObject([{ error: { message: 'A string was thrown.' } }]);
  });

  it.each(FUNCTION_NAMES)('has the name of its function as the service: %s', async (name) => {
    await expect(invoke(name, {})).rejects.toThrow();
    expect(written.lines()).toMatchObject([{ message: 'Failed.', service: name }]);
  });

  it('does not write an execution id that is not valid', async () => {
    await logged(logger, () => 1)({ execution_id: 'anything at all' }, lambdaContext);

    expect(written.lines()[0]).not.toHaveProperty('correlation_id');
  });

  it('does not keep the execution id of the previous invocation', async () => {
    const handler = logged(logger, () => 1);

    await handler({ execution_id: executionId }, lambdaContext);
    await handler({}, lambdaContext);

    expect(written.lines()[0]).toHaveProperty('correlation_id', executionId);
    expect(written.lines()[1]).not.toHaveProperty('correlation_id');
  });
});
