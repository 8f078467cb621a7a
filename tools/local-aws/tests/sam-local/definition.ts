import { readFile } from 'node:fs/promises';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import { PATHS } from 'helpers/project-paths';
import { parseDocument } from 'yaml';

/**
 * The interpreter sets a new StartTime for each run, so the workflow reads it from another path. An
 * execution that runs twice then has one start time, as in Step Functions.
 */
const START_TIME = { inStepFunctions: '$$.Execution.StartTime', here: '$$.StartedAt' } as const;

/**
 * Returns the real workflow with the substitutions of the stack's template. A function's ARN
 * becomes its logical id, which is the function's name in `sam local start-lambda`.
 *
 * @param builtTemplate path of the template that `sam build` wrote.
 * @throws Error for a substitution that the template lacks, or that has an unknown form.
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
 * @returns a changed copy. It is made through JSON, because the objects of structuredClone are of
 *   another realm than Jest's, and the interpreter rejects them.
 * @throws Error when the state does not exist.
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
  throw new Error(`The value of \${${name}} in the template has an unknown form: ${written}`);
}
