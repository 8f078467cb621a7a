import { exchange } from '../http/exchange.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import type { GuardedRequest } from '../requests/request.ts';
import { deleteActivity, describeActivity, pollActivity } from './activity-call.ts';
import { serveConfigure } from './configure-call.ts';
import { serveRead } from './read-call.ts';
import { serveRun } from './run-call.ts';
import { serveSendTask } from './send-task.ts';
import { type Dealing, dealings, isStepFunctionsApi } from './states-operations.ts';
import { serveTestState } from './test-state.ts';

type Api = keyof typeof dealings;
type Server = (request: GuardedRequest, api: Api, desk: Desk) => Promise<Reply>;

const PATIENCE_MS = 30_000;

const pass: Server = async (request, _api, desk) => ({
  answer: await exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal),
});

const passChange: Server = async (request, api, desk) => {
  const work = pass(request, api, desk);
  desk.changes.during(work);
  return work;
};

const servers: Readonly<Record<Dealing, Server>> = {
  read: serveRead,
  run: serveRun,
  'create-machine': (request, _api, desk) => serveConfigure(request, 'CreateStateMachine', desk),
  'update-machine': (request, _api, desk) => serveConfigure(request, 'UpdateStateMachine', desk),
  'create-activity': (request, _api, desk) => serveConfigure(request, 'CreateActivity', desk),
  'delete-activity': (request, _api, desk) => deleteActivity(request, desk),
  'describe-activity': (request, _api, desk) => describeActivity(request, desk),
  'poll-activity': (request, _api, desk) => pollActivity(request, desk),
  'send-task': serveSendTask,
  'test-state': (request, _api, desk) => serveTestState(request, desk),
  pass,
  'pass-change': passChange,
};

/**
 * Serves an operation of Step Functions. One that is in no table is not passed on.
 *
 * @throws UpstreamError, MaterialError
 */
export async function serveStepFunctions(request: GuardedRequest, desk: Desk): Promise<Reply> {
  const { operation } = request;
  if (isStepFunctionsApi(operation)) {
    return servers[dealings[operation].dealing](request, operation, desk);
  }
  const message = `The key gateway does not know the operation ${operation}.`;
  return { error: { status: 400, type: 'UnknownOperationException', message } };
}
