import { ToolError } from 'helpers/errors';

/** The gateway could not learn all that a decision is made from; nothing is given out then. */
export class IncompleteStateError extends ToolError {
  override readonly name = 'IncompleteStateError';
}
