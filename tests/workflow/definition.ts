import { readFileSync } from 'node:fs';
import type { StateMachine, StateMachineDefinition } from 'aws-local-stepfunctions';
import type { FunctionName } from '../functions/handlers.ts';

/** What goes into a state and comes out of it. */
export type Json = Parameters<StateMachine['run']>[0];

const source = readFileSync(
  new URL('../../statemachine/stock-trading.asl.json', import.meta.url),
  'utf8',
);
const arnOf = (name: FunctionName): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:stock-trading-${name}`;

/** The function behind each ARN that the workflow is given. */
export const functionsByArn: ReadonlyMap<string, FunctionName> = new Map(
  (['check-price', 'buy', 'sell', 'save'] as const).map((name) => [arnOf(name), name]),
);

const substitutions: Readonly<Record<string, string>> = {
  Partition: 'aws',
  CheckPriceFunctionArn: arnOf('check-price'),
  BuyFunctionArn: arnOf('buy'),
  SellFunctionArn: arnOf('sell'),
  SaveFunctionArn: arnOf('save'),
};

/**
 * The workflow as it is deployed, its substitutions filled in as CloudFormation does. A fresh copy each
 * time: asl-validator writes into what it checks.
 */
export const readDefinition = (): StateMachineDefinition =>
  JSON.parse(
    source.replace(/\$\{(\w+)\}/g, (_whole, name: string) => {
      const value = substitutions[name];
      if (value === undefined) {
        throw new Error(`the workflow needs ${name}, which nothing gives it`);
      }
      return value;
    }),
  );

/** The Task states by name, with what the tests look at. */
export const taskStates = () =>
  Object.entries(readDefinition().States).flatMap(([name, state]) =>
    state.Type === 'Task' ? [{ name, state }] : [],
  );
