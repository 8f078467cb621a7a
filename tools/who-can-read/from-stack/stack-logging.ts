import type { LoggingFacts, StackFacts } from '../account/index.ts';
import { AccessError } from '../errors.ts';
import { resolveTemplate } from '../template/index.ts';
import { isObject, type Json } from '../template/json-value.ts';

/** How a workflow logs, and what to say about where that is known from. */
export interface Logging extends LoggingFacts {
  readonly notes: readonly string[];
}

/**
 * The state machine's logging. An endpoint that shows none, while the stack's template asks for
 * it, is not believed: then the template counts, so that logs with data are not passed over.
 */
export function loggingOf(material: StackFacts): Logging {
  const { machine } = material;
  if (machine.logging.level !== 'OFF' || machine.logging.logGroupArns.length > 0) {
    return { ...machine.logging, notes: [] };
  }
  const declared = declaredLogging(material);
  if (!declared || declared.level === 'OFF') return { ...machine.logging, notes: [] };
  const note = `Step Functions shows no logging of ${machine.name}, and the stack's template asks for it: the template counts.`;
  return { ...declared, notes: [note] };
}

function declaredLogging(material: StackFacts): LoggingFacts | undefined {
  const { template, owner, region, stackName, resources, machine } = material;
  const id = resources.find(({ physicalId }) => physicalId === machine.arn)?.logicalId;
  if (!template || id === undefined) return undefined;
  try {
    const place = { ...owner, region, stackName };
    const { properties } = resolveTemplate(template.text, place, template.parameters).resource(id);
    return loggingFacts(properties['LoggingConfiguration']);
  } catch (error) {
    // What cannot be worked out offline adds nothing to what the service itself shows.
    if (error instanceof AccessError) return undefined;
    throw error;
  }
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
