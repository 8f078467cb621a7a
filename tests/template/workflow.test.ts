import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { TRADE_PRICES } from '../../functions/trade/transaction.ts';
import { readDefinition } from '../workflow/definition.ts';
import { inlinePolicies, isObject, type Json, readTemplate, strings } from './read-template.ts';

const template = readTemplate();
const text = readFileSync(
  new URL('../../statemachine/stock-trading.asl.json', import.meta.url),
  'utf8',
);
const states: Record<string, Record<string, Json>> = JSON.parse(text).States;

const substitutions = (): Record<string, Json> => {
  const value =
    template.Resources['StockTradingStateMachine']?.Properties['DefinitionSubstitutions'];
  if (!isObject(value)) throw new Error('no DefinitionSubstitutions');
  return value;
};

describe('workflow and template together', () => {
  it('use one definition file', () => {
    const { Properties = {} } = template.Resources['StockTradingStateMachine'] ?? {};
    expect(Properties['DefinitionS3Location']).toBe('statemachine/stock-trading.asl.json');
    expect(Properties).not.toHaveProperty('Definition');
  });

  it('give a value to every substitution, and use every value', () => {
    const used = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(substitutions()).sort());
  });

  it('allow the role to invoke the functions that the workflow names, and no others', () => {
    const named = Object.values(states)
      .filter(({ Type }) => Type === 'Task')
      .map(({ Parameters }) => {
        const [, name] = /^\$\{(\w+)\}$/.exec(String(Object(Parameters)['FunctionName'])) ?? [];
        return JSON.stringify(substitutions()[name ?? '']);
      });
    const role = template.Resources['StockTradingStateMachineExecutionRole'];
    const allowed = inlinePolicies(role as never)
      .flatMap((policy) => policy.statements)
      .filter(({ Action }) => JSON.stringify(Action).includes('lambda:'))
      .flatMap(({ Resource }) => (Resource as Json[]).map((arn) => JSON.stringify(arn)));
    expect([...new Set(named)].sort()).toEqual(allowed.sort());
  });

  it('use the partition of the stack', () => {
    const literal = [...strings(JSON.parse(text) as Json)].filter((one) =>
      one.text.includes('arn:aws'),
    );
    expect(literal).toEqual([]);
  });

  /** The threshold is in the Choice state and in functions/trade/transaction.ts. */
  it('have the same price limit as the functions', () => {
    const choice = readDefinition().States['Buy or Sell?'];
    expect(TRADE_PRICES.sell.from).toBe(TRADE_PRICES.buy.to + 1);
    expect(choice).toMatchObject({
      Choices: [
        { NumericLessThanEquals: TRADE_PRICES.buy.to, Next: 'Buy Stock' },
        { NumericGreaterThan: TRADE_PRICES.buy.to, Next: 'Sell Stock' },
      ],
    });
  });
});
