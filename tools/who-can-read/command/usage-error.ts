import { AccessError } from '../errors.ts';

/** The command was called in a way that it does not understand. */
export class UsageError extends AccessError {
  override readonly name = 'UsageError';
}

/** `--help` was asked for and given. */
export class HelpShown extends AccessError {
  override readonly name = 'HelpShown';
}
