import { readText, type TextRule } from '../boundary/read-text.ts';
import { InvalidInputError } from '../errors.ts';

/**
 * State machine and execution names: 1 to 80 characters, none of those that StartExecution bars.
 * Control characters and surrogates stand here as ranges, which Unicode never changes: to look up
 * their properties costs a cold start more than all the rest of the pattern.
 */
const NAME = String.raw`[^\s<>{}\[\]?*"#%\\^|~\x60$&,;:/\0-\x1F\x7F-\x9F\uD800-\uDFFF\uFFFE\uFFFF\u{10FFFF}]{1,80}`;
const OWNER = String.raw`arn:aws(?:-[a-z0-9]{1,20}){0,3}:states:[a-z0-9]+(?:-[a-z0-9]+){2,4}:\d{12}`;
const RUN = '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}';

const EXECUTION_ARN: TextRule = {
  longest: 256,
  pattern: new RegExp(
    `^${OWNER}:(?:execution:${NAME}:${NAME}|express:${NAME}:${NAME}:${RUN})$`,
    'u',
  ),
  reason: 'must be the ARN of an execution',
};

/**
 * Takes unknown JSON for `$$.Execution.Id`: the ARN of a standard (`execution:`) or of an express
 * (`express:`) execution, in any partition, at most 256 characters.
 *
 * @throws InvalidInputError
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export const readExecutionId = (value: unknown): string =>
  readText(value, 'execution_id', EXECUTION_ARN);

/**
 * The execution that a payload belongs to, for the log; undefined where it names none. It is checked
 * in full before it is used, so that a payload cannot write what it likes into the log.
 */
export const executionIdOf = (payload: unknown): string | undefined => {
  if (typeof payload !== 'object' || payload === null || !('execution_id' in payload)) {
    return undefined;
  }
  try {
    return readExecutionId(payload.execution_id);
  } catch (error) {
    if (error instanceof InvalidInputError) {
      return undefined;
    }
    throw error;
  }
};
