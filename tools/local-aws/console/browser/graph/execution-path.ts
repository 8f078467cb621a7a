import type { HistoryEvent } from '../../contract.ts';
import { END, START } from './asl.ts';

/** The last visit of an execution to a state. */
export type Visit = {
  readonly state: string;
  readonly status: 'succeeded' | 'failed' | 'running';
  readonly enteredAt: number;
  readonly leftAt?: number;
  readonly input?: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
};

/** The path of an execution through its states. */
export type Path = {
  /** By the state's name, the last visit where there were several. */
  readonly visits: ReadonlyMap<string, Visit>;
  /** `FROM→TO` */
  readonly edges: ReadonlySet<string>;
  /** Names of the states in the order in which they were entered. */
  readonly order: readonly string[];
};

const FAILED = /(Failed|TimedOut|Aborted)$/;
const ENDED = /^Execution(Succeeded|Failed|Aborted|TimedOut)$/;

/**
 * The path through the workflow, from the events of an execution.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export function pathOf(events: readonly HistoryEvent[]): Path {
  const visits = new Map<string, Visit>();
  const edges = new Set<string>();
  const order: string[] = [];
  const before = previousState(events);
  const end = events.find(({ type }) => ENDED.test(type));
  for (const event of events) {
    const { type, state, at, details } = event;
    if (state === undefined) {
      if (FAILED.test(type)) noteError(visits, before(event), details);
      continue;
    }
    if (type.endsWith('StateEntered')) {
      order.push(state);
      edges.add(`${before(event) ?? START}→${state}`);
      const status = end ? 'failed' : 'running';
      visits.set(state, { state, status, enteredAt: at, ...texts(details, 'input') });
    } else if (type.endsWith('StateExited')) {
      const entered = visits.get(state) ?? { state, enteredAt: at };
      const left = { leftAt: at, ...texts(details, 'output') };
      visits.set(state, { ...entered, ...left, status: 'succeeded' });
    }
  }
  const last = order.at(-1);
  if (end?.type === 'ExecutionSucceeded' && last !== undefined) edges.add(`${last}→${END}`);
  return { visits, edges, order };
}

/** Gives an error to the state in which it happened. The first error is the cause of later ones. */
function noteError(
  visits: Map<string, Visit>,
  state: string | undefined,
  details: HistoryEvent['details'],
): void {
  const visit = state === undefined ? undefined : visits.get(state);
  if (!visit || visit.error !== undefined || state === undefined) return;
  visits.set(state, { ...visit, ...texts(details, 'error'), ...texts(details, 'cause') });
}

/** Goes back by what each event says came before it, or by their order where it says nothing. */
function previousState(events: readonly HistoryEvent[]) {
  const byId = new Map(events.map((event) => [event.id, event]));
  const at = new Map(events.map((event, index) => [event.id, index]));
  const back = (event: HistoryEvent): HistoryEvent | undefined =>
    event.previousId > 0 ? byId.get(event.previousId) : events[(at.get(event.id) ?? 0) - 1];
  return (event: HistoryEvent): string | undefined => {
    for (let one = back(event); one; one = back(one)) if (one.state !== undefined) return one.state;
    return undefined;
  };
}

function texts<Name extends 'input' | 'output' | 'error' | 'cause'>(
  details: HistoryEvent['details'],
  name: Name,
): { readonly [N in Name]?: string } {
  const value = details[name];
  const found: { [N in Name]?: string } = {};
  if (typeof value === 'string') found[name] = value;
  return found;
}
