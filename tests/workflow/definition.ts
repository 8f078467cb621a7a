import { readFileSync } from 'node:fs';
import type { StateMachine, StateMachineDefinition } from 'aws-local-stepfunctions';
import { FUNCTION_NAMES } from '../functions/handlers.ts';

/** Input or output of a state. */
export type Json = Parameters<StateMachine['run']>[0];

const source = readFileSync(
  new URL('../../statemachine/stock-trading.asl.json', import.meta.url),
  'utf8',
);
const arnOf = (name: string): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:stock-trading-${name}`;

/** The function of each ARN that the workflow names. */
export const functionsByArn: ReadonlyMap<string, string> = new Map(
  FUNCTION_NAMES.map((name) => [arnOf(name), name]),
);

/** CheckPriceFunctionArn for check-price. */
const substitutionOf = (name: string): string =>
  `${name.replaceAll(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase())}FunctionArn`;

const substitutions: ReadonlyMap<string, string> = new Map([
  ['Partition', 'aws'],
  ...FUNCTION_NAMES.map((name): [string, string] => [substitutionOf(name), arnOf(name)]),
]);

/**
 * Returns the workflow as it is deployed, with its substitutions as CloudFormation makes them. Each
 * call returns a new copy, because asl-validator writes into the definition that it checks.
 *
 * @throws Error for a substitution that does not have a value
 */
export const readDefinition = (): StateMachineDefinition =>
  JSON.parse(
    source.replace(/\$\{(\w+)\}/g, (_whole, name: string) => {
      const value = substitutions.get(name);
      if (value === undefined) {
        throw new Error(`the workflow uses \${${name}}, and functions/ has no folder for it`);
      }
      return value;
    }),
  );

/** Returns the Task states in the order of the definition, with their functions. */
export const taskStates = () =>
  Object.entries(readDefinition().States).flatMap(([name, state]) =>
    state.Type === 'Task'
      ? [{ name, state, functionName: functionsByArn.get(functionArnIn(state)) ?? '' }]
      : [],
  );

const functionArnIn = (state: object): string =>
  String(Object(Reflect.get(state, 'Parameters'))['FunctionName']);
