import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { executionIdOf } from '../payload/execution-id.ts';

/**
 * Returns a Lambda handler that calls a function and writes one log line: `Done.` or `Failed.`,
 * with the execution's ARN as correlation id, and without payload or result. Errors pass through
 * unchanged, because Step Functions decides by their name whether to retry.
 *
 * The functions use only the logger of Powertools. They do not use its tracer, because traces are
 * not encrypted under the key of the workflow; its metrics, because Step Functions and Lambda
 * already publish counts, errors and durations; or its idempotency, because the conditional put in
 * `save` already records a trade once, without a second table.
 *
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/
 */
export const logged =
  <Output>(logger: Logger, run: (payload: unknown) => Output | Promise<Output>) =>
  async (payload: unknown, context: Context): Promise<Output> => {
    // A warm environment still has the keys of the previous invocation.
    logger.resetKeys();
    logger.addContext(context);
    const executionId = executionIdOf(payload);
    if (executionId !== undefined) {
      logger.setCorrelationId(executionId);
    }
    try {
      const output = await run(payload);
      logger.info('Done.');
      return output;
    } catch (error) {
      logger.error(
        'Failed.',
        Error.isError(error) ? error : new Error(`A ${typeof error} was thrown.`),
      );
      throw error;
    }
  };
