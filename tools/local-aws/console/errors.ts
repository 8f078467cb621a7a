/** What the console page's own server answers with, where AWS is not the one that refuses. */
export class ConsoleError extends Error {
  override readonly name: string = 'ConsoleError';
  /** HTTP status. */
  readonly status: number;

  constructor(status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** The page asked for something in a way that its server does not take. */
export class BadRequestError extends ConsoleError {
  override readonly name = 'BadRequestError';

  constructor(message: string) {
    super(400, message);
  }
}
