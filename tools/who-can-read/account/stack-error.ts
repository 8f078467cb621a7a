import { AccessError } from '../errors.ts';

/** The stack or state machine that a report is about is not there, or is not the only one. */
export class StackError extends AccessError {
  override readonly name = 'StackError';
}
