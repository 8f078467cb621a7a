import * as v from 'valibot';
import { text } from './parse-payload.ts';

/**
 * Names of state machines and executions: 1 to 80 characters without those that StartExecution
 * does not allow. Control characters and surrogates are ranges, which Unicode never changes: a
 * lookup of their properties costs a cold start more than the rest of the pattern.
 */
const NAME = String.raw`[^\s<>{}\[\]?*"#%\\^|~\x60$&,;:/\0-\x1F\x7F-\x9F\uD800-\uDFFF\uFFFE\uFFFF\u{10FFFF}]{1,80}`;
const OWNER = String.raw`arn:aws(?:-[a-z0-9]{1,20}){0,3}:states:[a-z0-9]+(?:-[a-z0-9]+){2,4}:\d{12}`;
const RUN = '[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}';

/**
 * Schema of `$$.Execution.Id`: the ARN of a Standard (`execution:`) or Express (`express:`)
 * execution in any partition, at most 256 characters.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export const executionId = text({
  longest: 256,
  pattern: new RegExp(
    `^${OWNER}:(?:execution:${NAME}:${NAME}|express:${NAME}:${NAME}:${RUN})$`,
    'u',
  ),
  reason: 'must be the ARN of an execution',
});

/**
 * Returns the execution that a payload names, for the log; undefined if it names none. The value
 * is checked in full first, so that a payload cannot write arbitrary text into the log.
 */
export const executionIdOf = (payload: unknown): string | undefined => {
  if (typeof payload !== 'object' || payload === null || !('execution_id' in payload)) {
    return undefined;
  }
  const result = v.safeParse(executionId, payload.execution_id, { abortEarly: true });
  return result.success ? result.output : undefined;
};
