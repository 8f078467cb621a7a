import type { LoggingFacts, StackFacts } from '../account/index.ts';
import type { Unread } from '../account/partial-knowledge.ts';
import { AccessError } from '../errors.ts';
import { requireKnown } from '../template/index.ts';
import { isObject, type Json } from '../template/json-value.ts';
import { deployedProperties, stackOf } from './stack-resource.ts';

/** The logging of a workflow, with a note about its source. */
export interface Logging extends LoggingFacts {
  readonly notes: readonly string[];
  /** The template configures logging in a way that cannot be resolved. */
  readonly unread: readonly Unread[];
}

/**
 * Returns the state machine's logging. If the endpoint does not show logging but the template configures
 * it, the template counts, so that the report includes all logs with data. If the configuration cannot be
 * resolved, it is an unread part, and it is unknown whether data is logged.
 */
export function loggingOf(facts: StackFacts): Logging {
  const { stateMachine } = facts;
  const shown = { ...stateMachine.logging, notes: [], unread: [] };
  if (stateMachine.logging.level !== 'OFF' || stateMachine.logging.logGroupArns.length > 0)
    return shown;
  try {
    const declared = declaredLogging(facts);
    if (!declared || declared.level === 'OFF') return shown;
    const note = `Step Functions shows no logging of ${stateMachine.name}, and the stack's template configures it: the template counts.`;
    return { ...declared, notes: [note], unread: [] };
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    const what = `logging of ${stateMachine.name} in the template of stack ${stackOf(facts)?.stack.name}`;
    return { ...shown, unread: [{ what, why: error.message, code: error.name }] };
  }
}

function declaredLogging(facts: StackFacts): LoggingFacts | undefined {
  const name = 'LoggingConfiguration';
  const found = deployedProperties(facts, name);
  return found && loggingFacts(requireKnown(found.properties[name], name));
}

function loggingFacts(json: Json | undefined): LoggingFacts | undefined {
  if (!isObject(json)) return undefined;
  const { Level: level, IncludeExecutionData: data, Destinations: destinations } = json;
  const list: readonly Json[] = Array.isArray(destinations) ? destinations : [];
  return {
    level: typeof level === 'string' ? level : 'OFF',
    includeExecutionData: String(data) === 'true',
    logGroupArns: list.flatMap((one) => {
      const group = isObject(one) ? one['CloudWatchLogsLogGroup'] : undefined;
      const arn = isObject(group) ? group['LogGroupArn'] : undefined;
      return typeof arn === 'string' ? [arn.replace(/:\*$/, '')] : [];
    }),
  };
}
