/**
 * Base class of every error that a function throws on purpose. Step Functions matches `name`,
 * which Lambda reports as `errorType`, so the names here are the names in the workflow.
 *
 * A message says which field breaks which rule. It never repeats a value, because the Lambda
 * runtime writes message, stack and enumerable properties of an uncaught error to the log.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export abstract class TradingError extends Error {
  abstract override get name(): string;
}

/** A field of the payload breaks a rule. A retry cannot help. */
export class InvalidInputError extends TradingError {
  readonly field: string;
  readonly reason: string;

  constructor(field: string, reason: string) {
    super(`${field}: ${reason}`);
    this.field = field;
    this.reason = reason;
  }

  override get name() {
    return 'InvalidInputError' as const;
  }
}

/** The table has another transaction under the same id, and keeps it. A retry cannot help. */
export class TransactionConflictError extends TradingError {
  override get name() {
    return 'TransactionConflictError' as const;
  }
}

/** The table was unreachable, had no capacity, or its answer was lost. The workflow retries. */
export class TransactionStoreUnavailableError extends TradingError {
  override get name() {
    return 'TransactionStoreUnavailableError' as const;
  }
}

/** DynamoDB rejected the request: permission, table name or shape. A retry cannot help. */
export class TransactionStoreError extends TradingError {
  override get name() {
    return 'TransactionStoreError' as const;
  }
}

/** The function was deployed without an environment variable that it needs. */
export class MissingSettingError extends TradingError {
  constructor(variable: string) {
    super(`The environment variable ${variable} is not set.`);
  }

  override get name() {
    return 'MissingSettingError' as const;
  }
}
