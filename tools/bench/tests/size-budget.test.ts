import { describe, expect, it } from '@jest/globals';
import { artifactOf } from '../size/artifact.ts';
import { BUDGET, overBudget } from '../size/budget.ts';
import { ownFunctions } from '../size/build-options.ts';

const functions = await ownFunctions();

describe('the size of a deployed function', () => {
  it.each(functions)('is within its budget: $name', async ({ name, entryPoint, options }) => {
    const { code, parts } = await artifactOf(entryPoint, options);

    expect(overBudget(name, code.length, parts)).toBeUndefined();
  });

  it.each(functions)(
    'is close to its budget, so that the budget is effective: $name',
    async (each) => {
      const { code } = await artifactOf(each.entryPoint, each.options);

      expect(code.length).toBeGreaterThan((BUDGET[each.name] ?? 0) * 0.9);
    },
  );

  it('exceeds its budget with one more package, and the message names the five largest parts', async () => {
    const save = functions.find(({ name }) => name === 'save');
    const { code, parts } = await artifactOf(save?.entryPoint ?? '', {
      ...save?.options,
      external: [],
    });

    const message = overBudget('save', code.length, parts);

    expect(message).toMatch(/^save has \d+ bytes, its budget is \d+\. Its largest parts: /);
    expect(message).toContain('@smithy/core ');
    expect(message).toContain('@aws-sdk/nested-clients ');
    expect(message?.match(/ \d+(?=[,.]( |$))/g)).toHaveLength(5 + 1);
  });

  it('fails for a function without a budget', () => {
    expect(overBudget('rebalance', 1, [])).toBe('rebalance has no budget.');
  });

  it('does not have a budget for a function that is not deployed', () => {
    expect(Object.keys(BUDGET).sort()).toEqual(functions.map(({ name }) => name).sort());
  });
});
