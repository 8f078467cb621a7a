import { describe, expect, it } from '@jest/globals';
import { END, START } from '../../../console/browser/graph/asl.ts';
import { pathOf } from '../../../console/browser/graph/execution-path.ts';
import type { HistoryEvent } from '../../../console/contract.ts';

const event = (id: number, type: string, state?: string, previousId = 0): HistoryEvent => ({
  ...{
    id,
    type,
    previousId,
    at: id * 10,
    details: { input: `in ${state}`, output: `out ${state}` },
  },
  ...(state === undefined ? {} : { state }),
});

describe('the path of an execution', () => {
  it('includes the start, each entered state and the end', () => {
    const { order, edges, visits } = pathOf([
      event(1, 'ExecutionStarted'),
      event(2, 'TaskStateEntered', 'A'),
      event(3, 'TaskScheduled'),
      event(4, 'TaskStateExited', 'A'),
      event(5, 'PassStateEntered', 'B'),
      event(6, 'PassStateExited', 'B'),
      event(7, 'ExecutionSucceeded'),
    ]);

    expect(order).toEqual(['A', 'B']);
    expect([...edges]).toEqual([`${START}→A`, 'A→B', `B→${END}`]);
    expect(visits.get('A')).toEqual({
      ...{
        state: 'A',
        status: 'succeeded',
        enteredAt: 20,
        leftAt: 40,
        input: 'in A',
        output: 'out A',
      },
    });
  });

  it('stops at a running state, and ends at a failed one', () => {
    const begun = [event(1, 'ExecutionStarted'), event(2, 'TaskStateEntered', 'A')];

    expect(pathOf(begun).visits.get('A')?.status).toBe('running');
    const failed = pathOf([...begun, event(3, 'TaskFailed'), event(4, 'ExecutionFailed')]);
    expect(failed.visits.get('A')).toMatchObject({ status: 'failed' });
    expect([...failed.edges]).toEqual([`${START}→A`]);
  });

  it('separates branches by the previous event of each event', () => {
    const { edges } = pathOf([
      event(1, 'ExecutionStarted'),
      event(2, 'ParallelStateEntered', 'Both', 1),
      event(3, 'PassStateEntered', 'Left', 2),
      event(4, 'PassStateEntered', 'Right', 2),
      event(5, 'PassStateExited', 'Left', 3),
      event(6, 'PassStateEntered', 'After left', 5),
    ]);

    expect([...edges]).toEqual([`${START}→Both`, 'Both→Left', 'Both→Right', 'Left→After left']);
  });

  it('assigns the first error to the state in which it occurred', () => {
    const failed = (id: number, type: string, error: string): HistoryEvent => ({
      ...{ id, type, previousId: 0, at: id },
      details: { error, cause: `because ${error}` },
    });
    const { visits } = pathOf([
      event(1, 'ExecutionStarted'),
      event(2, 'TaskStateEntered', 'A'),
      failed(3, 'TaskFailed', 'Broken'),
      failed(4, 'ExecutionFailed', 'States.TaskFailed'),
    ]);

    expect(visits.get('A')).toMatchObject({ error: 'Broken', cause: 'because Broken' });
  });
});
