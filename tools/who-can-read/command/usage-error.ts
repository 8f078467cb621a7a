import { AccessError } from '../errors.ts';

/** The arguments of the command are not valid. */
export class UsageError extends AccessError {
  override readonly name = 'UsageError';
}

/** `--help` was requested and shown. */
export class HelpShown extends AccessError {
  override readonly name = 'HelpShown';
}
