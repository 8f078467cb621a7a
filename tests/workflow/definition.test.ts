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

  it('is not valid without one of its states', () => {
    const definition = readDefinition();
    delete definition.States['Sell Stock'];

    expect(validate(definition).isValid).toBe(false);
  });

  it('has the five states of the post', () => {
    const ofThePost = [
      'Check Stock Value',
      'Buy or Sell?',
      'Buy Stock',
      'Sell Stock',
      'Record Transaction',
    ];
    const names = Object.keys(readDefinition().States);
    expect(names.filter((name) => ofThePost.includes(name))).toEqual(ofThePost);
  });

  describe.each(taskStates())('in $name', ({ state }) => {
    const retriers = state.Retry ?? [];

    it('has a timeout of at most twice the ten seconds of the function', () => {
      expect(state.TimeoutSeconds).toBeGreaterThan(10);
      expect(state.TimeoutSeconds).toBeLessThanOrEqual(20);
    });

    it('retries only named errors', () => {
      expect(retriers.length).toBeGreaterThan(0);
      for (const { ErrorEquals } of retriers) {
        expect(ErrorEquals).not.toContain('States.ALL');
        expect(ErrorEquals).not.toContain('States.TaskFailed');
      }
    });

    it('names only errors that the functions have or AWS documents', () => {
      const ours = retriers.flatMap(({ ErrorEquals }) => ErrorEquals).filter((n) => !isService(n));

      expect(Object.keys(errors)).toEqual(expect.arrayContaining(ours));
    });

    it('retries with backoff, jitter and a maximum delay', () => {
      for (const retrier of retriers) {
        expect(retrier).toMatchObject({
          JitterStrategy: 'FULL',
          MaxDelaySeconds: expect.any(Number),
        });
        expect(retrier.BackoffRate).toBeGreaterThan(1);
      }
    });
  });

  it('has a timeout that leaves time for every retry', () => {
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
