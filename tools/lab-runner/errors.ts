/** An error of the command: a sentence for the user, and what to do. */
export class WorkshopError extends Error {
  override readonly name: string = 'WorkshopError';
}

/** The arguments of the command are not valid. */
export class UsageError extends WorkshopError {
  override readonly name = 'UsageError';
}

/** The shell of a page ended before its commands did. */
export class SessionError extends WorkshopError {
  override readonly name = 'SessionError';
}
