import type { AwsError } from '../http/aws-error.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
const MAX_LENGTH = 80;

/**
 * Characters that a name must not contain: white space, brackets, wildcards, special characters,
 * control characters, surrogates.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
const FORBIDDEN = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}\p{Cs}\ufffe\uffff\u{10000}-\u{10ffff}]/u;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachineAlias.html */
const ALIAS_NAME = /^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]+$/;

/** Returns the error for the name of a new state machine, activity or execution; undefined: valid. */
export function checkName(request: ProtectedRequest): AwsError | undefined {
  const name = text(request, 'name');
  if (name === undefined) return undefined; // The emulator answers that a required name is missing.
  return checkLength(name) ?? (FORBIDDEN.test(name) ? invalidName(name) : undefined);
}

/** Returns the error for the name of a new alias; undefined: valid. */
export function checkAliasName(request: ProtectedRequest): AwsError | undefined {
  const name = text(request, 'name');
  if (name === undefined) return undefined;
  return checkLength(name) ?? (ALIAS_NAME.test(name) ? undefined : invalidName(name));
}

function checkLength(name: string): AwsError | undefined {
  if (name.length >= 1 && name.length <= MAX_LENGTH) return undefined;
  const message = `1 validation error detected: Value at 'name' must have 1 to ${MAX_LENGTH} characters`;
  return { status: 400, type: 'ValidationException', message };
}

function invalidName(name: string): AwsError {
  return { status: 400, type: 'InvalidName', message: `Invalid Name: '${name}'` };
}
