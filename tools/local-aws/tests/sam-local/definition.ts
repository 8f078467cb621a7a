import { readFile } from 'node:fs/promises';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { PATHS } from 'helpers/project-paths';
import { parseDocument } from 'yaml';

/**
 * The interpreter sets StartTime anew for each run, and knows no other way; so the workflow is told to
 * read it from here. An execution that is run twice then has one start, as in Step Functions.
 */
const START_TIME = { inStepFunctions: '$$.Execution.StartTime', here: '$$.StartedAt' } as const;

/**
 * The real workflow, with the substitutions of the stack's template made: a function's ARN becomes its
 * logical id, which `sam local start-lambda` takes for a function's name.
 *
 * @param builtTemplate path of the template that `sam build` wrote.
 * @throws Error for a substitution that the template does not make, or in a form unknown here.
 */
export async function readDefinition(builtTemplate: string): Promise<StateMachineDefinition> {
  const template = parseDocument(await readFile(builtTemplate, 'utf8')).toJS();
  const { DefinitionSubstitutions } = template.Resources.StockTradingStateMachine.Properties;
  const asl = await readFile(`${PATHS.root}/statemachine/stock-trading.asl.json`, 'utf8');
  const text = asl
    .replaceAll(/\$\{(\w+)\}/g, (_, name: string) =>
      substitute(name, DefinitionSubstitutions[name]),
    )
    .replaceAll(START_TIME.inStepFunctions, () => START_TIME.here);
  return JSON.parse(text);
}

/**
 * @param fields replace those of one state.
 * @returns a changed copy. It is made by way of JSON: what structuredClone makes is of another realm
 *   than Jest's, and the interpreter does not take it for objects.
 * @throws Error when there is no such state.
 */
export function altered(
  definition: StateMachineDefinition,
  state: string,
  fields: object,
): StateMachineDefinition {
  const copy: StateMachineDefinition = JSON.parse(JSON.stringify(definition));
  const found = copy.States[state];
  if (!found) throw new Error(`The workflow has no state ${state}.`);
  Object.assign(found, fields);
  return copy;
}

function substitute(name: string, value: unknown): string {
  const written = JSON.stringify(value);
  const [, id] = /^\{"Fn::GetAtt":\["(\w+)","Arn"\]\}$/.exec(written) ?? [];
  if (id !== undefined) return id;
  if (written === '{"Ref":"AWS::Partition"}') return 'aws';
  throw new Error(`The template gives \${${name}} no value that is known here: ${written}`);
}
