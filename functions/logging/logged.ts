import type { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import { executionIdOf } from '../execution/execution-id.ts';

/** What a function does with its payload. */
type Decision<Output> = (payload: unknown) => Output | Promise<Output>;

/**
 * Makes a Lambda handler of a decision: one line when it is done, one when it fails, both with the
 * execution's id as correlation id, and neither with payload or result. Errors go on unchanged, since
 * Step Functions decides by their name whether to try again.
 *
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/
 */
export const logged =
  <Output>(logger: Logger, decide: Decision<Output>) =>
  async (payload: unknown, context: Context): Promise<Output> => {
    // A warm environment still holds the keys of the invocation before this one.
    logger.resetKeys();
    logger.addContext(context);
    const executionId = executionIdOf(payload);
    if (executionId !== undefined) {
      logger.setCorrelationId(executionId);
    }
    try {
      const output = await decide(payload);
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
