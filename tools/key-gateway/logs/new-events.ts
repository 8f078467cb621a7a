import {
  type HistoryEvent,
  paginateGetExecutionHistory,
  type SFNClient,
} from '@aws-sdk/client-sfn';

const LAST = /^Execution(Succeeded|Failed|Aborted|TimedOut)$/;

/** The events of an execution after a known one, and whether it has ended. */
export type NewEvents = { readonly events: readonly HistoryEvent[]; readonly over: boolean };

/**
 * Reads the events of an execution after one of them.
 *
 * @param lastId id of that event; 0: from the beginning.
 * @throws what Step Functions throws.
 */
export async function newEvents(
  sfn: SFNClient,
  executionArn: string,
  lastId: number,
): Promise<NewEvents> {
  const events: HistoryEvent[] = [];
  const pages = paginateGetExecutionHistory({ client: sfn, pageSize: 1000 }, { executionArn });
  for await (const page of pages) {
    events.push(...(page.events ?? []).filter(({ id = 0 }) => id > lastId));
  }
  return { events, over: events.some(({ type }) => LAST.test(type ?? '')) };
}
