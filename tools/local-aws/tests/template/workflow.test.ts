import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  inlinePolicies,
  isObject,
  type Json,
  strings,
  type Template,
  transformed,
} from 'test-fixtures/transformed-template';
import * as errors from '../../../../functions/errors.ts';

const ASL = new URL('../../../../statemachine/stock-trading.asl.json', import.meta.url);

/** Error names that Step Functions and Lambda give, as opposed to our own. */
const RESERVED = /^(States|Lambda|Sandbox|Runtime)\./;

let template: Template;
let states: Record<string, Record<string, Json>>;
let text: string;
beforeAll(async () => {
  template = await transformed();
  text = await readFile(ASL, 'utf8');
  const asl = JSON.parse(text) as { States: typeof states };
  states = asl.States;
}, 300_000);

const substitutions = (): Record<string, Json> => {
  const value =
    template.Resources['StockTradingStateMachine']?.Properties['DefinitionSubstitutions'];
  if (!isObject(value)) throw new Error('no DefinitionSubstitutions');
  return value;
};
const tasks = (): [string, Record<string, Json>][] =>
  Object.entries(states).filter(([, { Type }]) => Type === 'Task');

describe('workflow and template together', () => {
  it('are of one definition', () => {
    expect(template.Resources['StockTradingStateMachine']?.Properties).not.toHaveProperty(
      'Definition',
    );
  });

  it('have the five states of the post', () => {
    expect(Object.keys(states)).toEqual([
      'Check Stock Value',
      'Buy or Sell?',
      'Buy Stock',
      'Sell Stock',
      'Record Transaction',
    ]);
  });

  it('have a value for every substitution, and a use for every value', () => {
    const used = new Set([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    expect([...used].sort()).toEqual(Object.keys(substitutions()).sort());
  });

  it('let the role invoke the functions that the workflow names, and no other', () => {
    const named = tasks().map(([, state]) => {
      const [, name] =
        /^\$\{(\w+)\}$/.exec(
          String((state['Parameters'] as Record<string, Json>)['FunctionName']),
        ) ?? [];
      return JSON.stringify(substitutions()[name ?? '']);
    });
    const role = template.Resources['StockTradingStateMachineExecutionRole'];
    const invoke = inlinePolicies(role as never)
      .flatMap((policy) => policy.statements)
      .filter(({ Action }) => JSON.stringify(Action).includes('lambda:'));
    const allowed = invoke.flatMap(({ Resource }) =>
      (Resource as Json[]).map((r) => JSON.stringify(r)),
    );
    expect(named.sort()).toEqual(allowed.sort());
  });

  it('give every task a timeout longer than that of its function', () => {
    const functionTimeouts = Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map(({ Properties }) => Number(Properties['Timeout']));
    for (const [, state] of tasks()) {
      expect(state['TimeoutSeconds']).toBeGreaterThan(Math.max(...functionTimeouts));
    }
  });

  it('retry named errors with backoff, jitter and a cap, and never everything', () => {
    for (const [, state] of tasks()) {
      for (const retry of state['Retry'] as Record<string, Json>[]) {
        expect(retry).toMatchObject({
          JitterStrategy: 'FULL',
          BackoffRate: 2,
          MaxDelaySeconds: expect.any(Number),
        });
        expect(retry['ErrorEquals']).not.toContain('States.ALL');
        expect(retry['ErrorEquals']).not.toContain('States.TaskFailed');
      }
    }
  });

  it('match own errors only by names that the functions throw', () => {
    const names = tasks()
      .flatMap(([, state]) =>
        (state['Retry'] as { ErrorEquals: string[] }[]).flatMap((r) => r.ErrorEquals),
      )
      .filter((name) => !RESERVED.test(name));
    expect(names).toEqual(['TransactionStoreUnavailableError']);
    for (const name of names) expect(Object.keys(errors)).toContain(name);
  });

  it('use the partition that the stack is in', () => {
    const literal = [...strings(JSON.parse(text) as Json)].filter(({ text: t }) =>
      t.includes('arn:aws'),
    );
    expect(literal).toEqual([]);
  });
});
