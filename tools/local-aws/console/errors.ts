/** An error that the server of the page returns, and not AWS. */
export class ConsoleError extends Error {
  override readonly name: string = 'ConsoleError';
  /** HTTP status. */
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** The page sent an invalid request. */
export class BadRequestError extends ConsoleError {
  override readonly name = 'BadRequestError';

  constructor(message: string) {
    super(400, message);
  }
}
