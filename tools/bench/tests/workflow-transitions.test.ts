import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { leastTransitions, successPaths, transitionsOf } from '../workflow/transitions.ts';

const definition: unknown = JSON.parse(
  readFileSync(new URL('../../../statemachine/stock-trading.asl.json', import.meta.url), 'utf8'),
);

describe('the paths through a workflow without errors', () => {
  it('are a buy and a sell', () => {
    expect(successPaths(definition)).toEqual([
      ['Check Stock Value', 'Buy or Sell?', 'Buy Stock', 'Record Transaction'],
      ['Check Stock Value', 'Buy or Sell?', 'Sell Stock', 'Record Transaction'],
    ]);
  });

  it('have one transition for each state and one for the end', () => {
    expect(successPaths(definition).map(transitionsOf)).toEqual([5, 5]);
    expect(leastTransitions(definition)).toBe(5);
  });

  it('are as short as the shortest branch, a default included', () => {
    const states = {
      Choose: { Type: 'Choice', Choices: [{ Next: 'Long' }], Default: 'Short' },
      Long: { Type: 'Pass', Next: 'Short' },
      Short: { Type: 'Succeed' },
    };

    expect(successPaths({ StartAt: 'Choose', States: states })).toHaveLength(2);
    expect(leastTransitions({ StartAt: 'Choose', States: states })).toBe(3);
  });

  it('do not end in a failure, and have no cycles', () => {
    const states = {
      Choose: {
        Type: 'Choice',
        Choices: [{ Next: 'Broken' }, { Next: 'Again' }, { Next: 'Done' }],
      },
      Broken: { Type: 'Fail' },
      Again: { Type: 'Wait', Seconds: 1, Next: 'Choose' },
      Done: { Type: 'Pass', End: true },
    };

    expect(successPaths({ StartAt: 'Choose', States: states })).toEqual([['Choose', 'Done']]);
  });

  it.each([
    ['no states', { StartAt: 'A' }],
    ['a state without a next state', { StartAt: 'A', States: { A: { Type: 'Pass' } } }],
    ['no start state', { StartAt: 'B', States: { A: { Type: 'Succeed' } } }],
  ])('are an error for a definition with %s', (_, broken) => {
    expect(() => successPaths(broken)).toThrow(TypeError);
  });
});
