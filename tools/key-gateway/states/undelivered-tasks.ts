import { setMaxListeners } from 'node:events';
import { answerJson } from '../http/answer-json.ts';
import { type Answer, exchange, UpstreamError } from '../http/exchange.ts';
import { type ProtectedRequest, text } from '../http/parse-request.ts';
import type { Upstream } from '../http/upstream.ts';
import type { StatesOperation } from '../operations.ts';
import type { Activities } from './activities.ts';
import type { LoadedTargets } from './encrypted-target.ts';

/** Tasks that the emulator gave to an aborted poll, the oldest first. */
export type UndeliveredTasks = {
  add(queue: string, task: Answer): void;
  /** Puts back a task that did not reach its client, as the next one. */
  putBack(queue: string, task: Answer): void;
  take(queue: string): Answer | undefined;
  /** Aborts when the gateway stops. */
  readonly stopped: AbortSignal;
  stop(): void;
};

/** A client that polls and leaves can add tasks without end. */
const LIMIT = 1000;

/**
 * Returns the kept tasks of a gateway. They are in memory only, as the emulator's own queues are.
 *
 * @param limit of tasks: each further one drops the oldest of all. Its execution ends with its timeout,
 *   as with an emulator that loses the task.
 */
export function undeliveredTasks(limit = LIMIT): UndeliveredTasks {
  const queues = new Map<string, Answer[]>();
  /** The queue of each kept task, the oldest first. */
  let order: string[] = [];
  const stopping = new AbortController();
  // Each poll listens.
  setMaxListeners(0, stopping.signal);
  const queueOf = (name: string): Answer[] => {
    const queue = queues.get(name) ?? [];
    queues.set(name, queue);
    return queue;
  };
  const take = (name: string): Answer | undefined => {
    const queue = queues.get(name);
    const task = queue?.shift();
    if (task) order = order.toSpliced(order.indexOf(name), 1);
    if (queue?.length === 0) queues.delete(name);
    return task;
  };
  const dropOldest = (): void => {
    const [oldest] = order;
    if (order.length > limit && oldest !== undefined) take(oldest);
  };
  return {
    add(name, task) {
      queueOf(name).push(task);
      order.push(name);
      dropOldest();
    },
    putBack(name, task) {
      queueOf(name).unshift(task);
      order.unshift(name);
      dropOldest();
    },
    take,
    stopped: stopping.signal,
    stop: () => stopping.abort(),
  };
}

/**
 * Polls the emulator for a task of an activity, and returns its answer with the oldest task that did
 * not reach a client.
 *
 * An emulator does not notice that the client of a poll is gone: it takes the next task off its queue
 * and counts no heartbeats, so the task would be lost. The gateway therefore listens to the poll until
 * it ends, and keeps its task for a later poll. On AWS the task comes back after `HeartbeatSeconds`.
 * Only a poll that the key allows and that the emulator answers gets the task.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html
 *
 * @throws UpstreamError, also when the client is gone; InvalidUpstreamResponseError
 */
export async function pollActivity(
  request: ProtectedRequest,
  operation: StatesOperation,
  loaded: LoadedTargets,
  {
    upstream,
    activities,
    undeliveredTasks: tasks,
  }: {
    readonly upstream: Upstream;
    readonly activities: Activities;
    readonly undeliveredTasks: UndeliveredTasks;
  },
): Promise<Answer> {
  const answer = await exchange(request.whole, upstream, operation.timeout, tasks.stopped);
  if (answer.status !== 200) return answer;
  const queue = queueName(request, loaded, activities);
  if (answerJson(answer)['taskToken']) tasks.add(queue, answer);
  if (request.signal.aborted)
    throw new UpstreamError('The client of this poll has closed the connection.');
  const task = tasks.take(queue);
  if (!task) return answer;
  request.signal.addEventListener('abort', () => tasks.putBack(queue, task), { once: true });
  return task;
}

/**
 * One queue for each activity and key, so that an activity that is created again under another key,
 * or without one, does not get the tasks of the first. The access key stands for an unknown account.
 */
function queueName(
  request: ProtectedRequest,
  { scope }: LoadedTargets,
  activities: Activities,
): string {
  const owner = scope.account || request.credential.accessKeyId;
  const arn = text(request, 'activityArn') ?? '';
  return JSON.stringify([owner, scope.region, arn, activities.find(arn)?.kmsKeyId ?? null]);
}
