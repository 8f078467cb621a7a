/** What the command fails with: a sentence for a person, and what to do about it. */
export class WorkshopError extends Error {
  override readonly name: string = 'WorkshopError';
}

/** The command was given arguments that make no sense. */
export class UsageError extends WorkshopError {
  override readonly name = 'UsageError';
}

/** The shell of a page ended, or was ended, before its commands did. */
export class SessionError extends WorkshopError {
  override readonly name = 'SessionError';
}
