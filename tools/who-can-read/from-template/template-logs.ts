import type { LogGroup } from '../report/access-model.ts';
import { textOf } from '../template/either.ts';
import type { ResolvedResource, TemplateResources } from '../template/index.ts';
import { isObject } from '../template/json-value.ts';
import { hasHoles, readable } from '../unknown-text.ts';
import { flag, list, ofType, optionalText, pathOf } from './resource-properties.ts';

/**
 * Returns the log groups of a template, and those that its state machine writes to. If it is unknown
 * whether data is logged, it counts as logged.
 */
export function logGroupsOf(
  template: TemplateResources,
  stateMachine: ResolvedResource,
): readonly LogGroup[] {
  const level = optionalText(stateMachine, 'LoggingConfiguration', 'Level') ?? 'OFF';
  const includesData =
    level !== 'OFF' && flag(stateMachine, true, 'LoggingConfiguration', 'IncludeExecutionData');
  const destinations = list(stateMachine, 'LoggingConfiguration', 'Destinations').map(
    ({ value }) => {
      const path = pathOf(stateMachine, 'LoggingConfiguration.Destinations');
      const group = isObject(value) ? value['CloudWatchLogsLogGroup'] : value;
      const arn = isObject(group) ? group['LogGroupArn'] : group;
      return textOf(arn, path).replace(/:\*$/, '');
    },
  );
  const own = ofType(template, 'AWS::Logs::LogGroup').map((group) =>
    group.attribute('Arn').replace(/:\*$/, ''),
  );
  return [...new Set([...destinations, ...own])].map((arn) => ({
    arn,
    name: nameOf(arn),
    carriesData: includesData && (destinations.includes(arn) || destinations.some(hasHoles)),
  }));
}

function nameOf(arn: string): string {
  const at = arn.indexOf(':log-group:');
  return readable(at === -1 ? arn : arn.slice(at + ':log-group:'.length));
}
