import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as errors from '../../functions/errors.ts';
import { taskStates } from '../../tests/workflow/definition.ts';

const page = readFileSync(new URL('../../docs/operations/failures.md', import.meta.url), 'utf8');
const ROW = /^\| (`[^|]+) \| (yes|no) \|/gm;
const listed = [...page.matchAll(ROW)].flatMap(([, names = '', again]) =>
  [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ name, again: again === 'yes' })),
);
const retried = new Set(
  taskStates().flatMap(({ state }) =>
    (state.Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals),
  ),
);
/** Errors of Step Functions itself that no state retries. */
const OF_STEP_FUNCTIONS = ['States.DataLimitExceeded', 'States.NoChoiceMatched', 'States.Runtime'];
const ofFunctions = Object.keys(errors).filter((name) => name !== 'TradingError');

describe('the page on failures', () => {
  it('names every error of the functions and every retried error, once', () => {
    const names = listed.map(({ name }) => name);

    expect(names.toSorted()).toEqual(
      [...new Set([...ofFunctions, ...retried, ...OF_STEP_FUNCTIONS])].toSorted(),
    );
  });

  it.each(listed)('says whether $name is retried', ({ name, again }) => {
    expect(again).toBe(retried.has(name));
  });
});
