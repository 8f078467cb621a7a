import { AccessError } from '../errors.ts';

/** The stack or state machine of a report does not exist, or is ambiguous. */
export class StackError extends AccessError {
  override readonly name = 'StackError';
}
