/**
 * Every error that a function ends with on purpose. Step Functions matches `name`
 * (Lambda reports it as `errorType`), so the names here and in the workflow are the same words.
 * A message says which field broke which rule and never repeats a value: the Lambda runtime
 * writes message, stack and enumerable properties of an uncaught error to the log.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export abstract class TradingError extends Error {
  abstract override get name(): string;
}

/** A field of the payload breaks a rule. Trying again cannot help. */
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

/** Another transaction is recorded under the same id. It is kept. Trying again cannot help. */
export class TransactionConflictError extends TradingError {
  override get name() {
    return 'TransactionConflictError' as const;
  }
}

/** The table could not be reached or had no capacity. The workflow tries again. */
export class TransactionStoreUnavailableError extends TradingError {
  override get name() {
    return 'TransactionStoreUnavailableError' as const;
  }
}

/** The table refused the request: permission, table name, shape. Trying again cannot help. */
export class TransactionStoreError extends TradingError {
  override get name() {
    return 'TransactionStoreError' as const;
  }
}

/** The function was deployed without an environment variable it needs. */
export class MissingSettingError extends TradingError {
  constructor(variable: string) {
    super(`The environment variable ${variable} is not set.`);
  }

  override get name() {
    return 'MissingSettingError' as const;
  }
}
