import { LocalError } from 'helpers/errors';

/** The gateway could not learn all that a decision is made from; nothing is given out then. */
export class MaterialError extends LocalError {
  override readonly name = 'MaterialError';
}
