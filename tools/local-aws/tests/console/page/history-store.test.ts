import { describe, expect, it } from '@jest/globals';
import { historyStore } from '../../../console/browser/history-store.ts';
import type { CallResult, HistoryEvent } from '../../../console/contract.ts';

const events = (...ids: number[]): HistoryEvent[] =>
  ids.map((id) => ({ id, previousId: id - 1, type: 'T', at: id, details: {} }));
const answered = (...ids: number[]) => ({ kind: 'answered', answer: events(...ids) }) as const;
const denied: CallResult<never> = { kind: 'denied', error: { name: 'No', message: 'no' } };

describe('the events of an execution', () => {
  it('are fetched once, and later requests ask only for events after the last known one', async () => {
    const store = historyStore();
    const asked: number[] = [];
    const fetch = (...ids: number[]) =>
      store.update('one', async (after) => {
        asked.push(after);
        return answered(...ids);
      });
    await fetch(1, 2);
    const result = await fetch(3);

    expect(asked).toEqual([0, 2]);
    expect(result).toEqual(answered(1, 2, 3));
  });

  it('appear once when two answers overlap', async () => {
    const store = historyStore();
    await store.update('one', async () => answered(1, 2));
    expect(await store.update('one', async () => answered(2, 3))).toEqual(answered(1, 2, 3));
  });

  it('are removed when the identity can no longer read them', async () => {
    const store = historyStore();
    await store.update('one', async () => answered(1, 2));
    expect(await store.update('one', async () => denied)).toBe(denied);
    const asked: number[] = [];
    await store.update('one', async (after) => {
      asked.push(after);
      return answered(1);
    });
    expect(asked).toEqual([0]);
  });
});
