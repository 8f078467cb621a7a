import type { CallResult, HistoryEvent } from '../contract.ts';

type Fetch = (after: number) => Promise<CallResult<readonly HistoryEvent[]>>;

/**
 * Keeps the events of executions, so that only those are fetched that came after the known ones. A
 * running execution can have 25,000 events.
 * https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html#service-limits-state-machine-executions
 */
export function historyStore() {
  const known = new Map<string, readonly HistoryEvent[]>();
  return {
    /**
     * Fetches what is new and returns all events, or the result as it is where that is not an answer.
     *
     * @param key names the execution and the identity.
     */
    async update(key: string, fetch: Fetch): Promise<CallResult<readonly HistoryEvent[]>> {
      const before = known.get(key) ?? [];
      const result = await fetch(before.at(-1)?.id ?? 0);
      if (result.kind !== 'answered') {
        // An identity that cannot read any more does not see the events that it read before.
        known.delete(key);
        return result;
      }
      const last = before.at(-1)?.id ?? 0;
      const fresh = result.answer.filter(({ id }) => id > last);
      const all = fresh.length === 0 ? before : [...before, ...fresh];
      known.set(key, all);
      return { kind: 'answered', answer: all };
    },
  };
}
