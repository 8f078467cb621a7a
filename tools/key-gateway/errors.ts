import { ToolError } from 'helpers/errors';

/** The gateway could not read all facts for a decision. The request is then denied. */
export class IncompleteStateError extends ToolError {
  override readonly name = 'IncompleteStateError';
}

/** A file of the gateway cannot be written. Data that depends on it is not returned. */
export class StorageError extends ToolError {
  override readonly name = 'StorageError';
}

/** The code of a system error: `ENOSPC`; undefined for any other error. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
