import { describe, expect, it } from '@jest/globals';
import validate from 'asl-validator';
import * as errors from '../../functions/errors.ts';
import { readDefinition, taskStates } from './definition.ts';

const isService = (name: string) => /^(States|Lambda|Sandbox|Runtime)\./.test(name);

describe('the definition of the workflow', () => {
  it('is valid Amazon States Language', () => {
    const verdict = validate(readDefinition());

    expect(verdict.errorsText()).toBe('');
    expect(verdict.isValid).toBe(true);
  });

  it('would not be, were a state missing', () => {
    const definition = readDefinition();
    delete definition.States['Sell Stock'];

    expect(validate(definition).isValid).toBe(false);
  });

  it('has the five states of the post', () => {
    expect(Object.keys(readDefinition().States)).toEqual([
      'Check Stock Value',
      'Buy or Sell?',
      'Buy Stock',
      'Sell Stock',
      'Record Transaction',
    ]);
  });

  describe.each(taskStates())('in $name', ({ state }) => {
    const retriers = state.Retry ?? [];

    it('waits no longer than twice the ten seconds of the function', () => {
      expect(state.TimeoutSeconds).toBeGreaterThan(10);
      expect(state.TimeoutSeconds).toBeLessThanOrEqual(20);
    });

    it('tries again by the error’s name only', () => {
      expect(retriers.length).toBeGreaterThan(0);
      for (const { ErrorEquals } of retriers) {
        expect(ErrorEquals).not.toContain('States.ALL');
        expect(ErrorEquals).not.toContain('States.TaskFailed');
      }
    });

    it('names no error of ours that no function has', () => {
      const ours = retriers.flatMap(({ ErrorEquals }) => ErrorEquals).filter((n) => !isService(n));

      expect(Object.keys(errors)).toEqual(expect.arrayContaining(ours));
    });

    it('backs off with jitter, up to a cap', () => {
      for (const retrier of retriers) {
        expect(retrier).toMatchObject({
          JitterStrategy: 'FULL',
          MaxDelaySeconds: expect.any(Number),
        });
        expect(retrier.BackoffRate).toBeGreaterThan(1);
      }
    });
  });

  it('has time for every retry before the whole execution is out of time', () => {
    const longest = ({ state }: ReturnType<typeof taskStates>[number]) =>
      (state.Retry ?? []).reduce(
        (sum, { MaxAttempts = 3, MaxDelaySeconds = 0 }) =>
          sum + MaxAttempts * ((state.TimeoutSeconds ?? 0) + MaxDelaySeconds),
        state.TimeoutSeconds ?? 0,
      );
    const onePath = taskStates().filter(({ name }) => name !== 'Sell Stock');
    const total = onePath.reduce((sum, task) => sum + longest(task), 0);

    expect(total).toBeLessThan(readDefinition().TimeoutSeconds ?? 0);
  });
});
