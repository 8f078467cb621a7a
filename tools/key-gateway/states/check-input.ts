import type { AwsError } from '../http/aws-error.ts';
import type { ProtectedRequest } from '../http/parse-request.ts';

/** In bytes of UTF-8. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const MAX_INPUT_BYTES = 262_144;

/**
 * Returns the error for the input of a new execution; undefined for a valid one.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function checkInput({ input: { input } }: ProtectedRequest): AwsError | undefined {
  if (input === undefined || input === null) return undefined;
  if (typeof input !== 'string') {
    return { status: 400, type: 'SerializationException', message: 'The input must be a string.' };
  }
  if (Buffer.byteLength(input) > MAX_INPUT_BYTES) {
    const message = `1 validation error detected: Value at 'input' must have at most ${MAX_INPUT_BYTES} bytes`;
    return { status: 400, type: 'ValidationException', message };
  }
  try {
    JSON.parse(input);
    return undefined;
  } catch {
    // The parser's own message quotes the input, which can be secret.
    const message = "Invalid State Machine Execution Input: 'The input is not valid JSON'";
    return { status: 400, type: 'InvalidExecutionInput', message };
  }
}
