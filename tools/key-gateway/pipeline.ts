import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorFor } from './error-for.ts';
import type { GatewayContext } from './gateway-context.ts';
import { ownError, unclearRequest, unknownOperation } from './http/aws-error.ts';
import { type Classified, classifyRequest, headOf } from './http/classify-request.ts';
import { forwardRequest } from './http/forward-request.ts';
import { type ProtectedRequest, parseRequest } from './http/parse-request.ts';
import { type Reply, sendReply } from './http/reply.ts';
import { streamThrough } from './http/stream-through.ts';
import { authorizeKms, unknownKmsCaller } from './kms/authorize-kms.ts';
import { checkKmsRequest } from './kms/check-kms-request.ts';
import { loadKeys } from './kms/load-keys.ts';
import { recordKmsCall } from './kms/record-kms-call.ts';
import { resolveAnswer } from './kms/resolve-answer.ts';
import { observeRequest } from './observed/observe-request.ts';
import { kmsOperation, statesOperation } from './operations.ts';
import { authorize } from './states/authorize.ts';
import { checkStartedDefinition } from './states/check-definition.ts';
import { checkRequest } from './states/check-request.ts';
import { filterAnswer } from './states/filter-answer.ts';
import { loadTargets } from './states/load-targets.ts';
import { noteOutcome, noteRequestedKey } from './states/note-outcome.ts';
import { recordCalls } from './states/record-calls.ts';
import { repeatedStart } from './states/repeated-start.ts';
import { pollActivity } from './states/undelivered-tasks.ts';

/**
 * Handles one request, from its first byte to the last byte of the answer. Never rejects.
 *
 * Every request takes the same steps: classify, parse, let the emulator authenticate, load the state
 * that the decision needs, decide, record, forward or deny, filter the answer.
 */
export async function handleRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  context: GatewayContext,
): Promise<void> {
  const head = headOf(incoming);
  const classified = classifyRequest(head);
  if (classified.kind === 'forward') return streamThrough(incoming, response, context.upstream);
  const signal = signalOfClient(incoming, response);
  const reply = await replyTo(incoming, response, classified, context, signal).catch(
    (error: unknown): Reply => ({ error: errorFor(error, context) }),
  );
  // The unread rest of the request must not count as the next one on this connection.
  if (!incoming.complete) response.shouldKeepAlive = false;
  sendReply(response, reply, head);
  incoming.resume();
}

async function replyTo(
  incoming: IncomingMessage,
  response: ServerResponse,
  classified: Exclude<Classified, { kind: 'forward' }>,
  context: GatewayContext,
  signal: AbortSignal,
): Promise<Reply> {
  if (classified.kind === 'emulator-admin') return { error: ownError('emulator-admin') };
  if (classified.kind === 'unclear') return { error: unclearRequest(classified.problem) };
  if (incoming.headers.expect) response.writeContinue();
  if (classified.kind === 'observed') {
    return observeRequest(incoming, classified.service, context, signal);
  }
  const parsed = await parseRequest(incoming, classified, signal);
  if ('error' in parsed) return parsed;
  return classified.service === 'states'
    ? serveStepFunctions(parsed.request, context)
    : serveKms(parsed.request, context);
}

/** Serves an operation of Step Functions. */
async function serveStepFunctions(
  request: ProtectedRequest,
  context: GatewayContext,
): Promise<Reply> {
  const operation = statesOperation(request.operation);
  if (!operation) return { error: unknownOperation(request.operation) };
  const forward = () => forwardRequest(request, operation, context);

  const invalid = await checkRequest(request, operation, context);
  if (invalid) return { error: invalid };

  const prepared = loadTargets(request, operation, context);
  prepared.catch(() => {}); // It is awaited below, unless the emulator gives an error first.
  const early = operation.order === 'answer-first' ? await forward() : undefined;
  if (early && early.status >= 400) return { answer: early };

  const loaded = early
    ? await loadTargets(request, operation, context, { answer: early, prepared })
    : await prepared;
  if ('error' in loaded) return loaded;

  const decision = await authorize(request, operation, loaded, context);
  if (decision.error) {
    recordCalls(decision, context);
    return { error: decision.error };
  }
  const denied = await checkStartedDefinition(request, operation, context);
  if (denied) return { error: denied };

  const withdraw = noteRequestedKey(request, operation, decision, context);
  const isPoll = operation.name === 'GetActivityTask';
  const answer =
    early ?? (await (isPoll ? pollActivity(request, operation, loaded, context) : forward()));
  if (answer.status >= 400) {
    withdraw();
    return (await repeatedStart(request, loaded, answer, context)) ?? { answer };
  }
  recordCalls(decision, context);
  await noteOutcome(request, operation, loaded, decision, answer, context);
  return filterAnswer(request, operation, loaded, decision, answer, context);
}

/** Serves an operation of KMS that a principal calls directly. */
async function serveKms(request: ProtectedRequest, context: GatewayContext): Promise<Reply> {
  const operation = kmsOperation(request.operation);
  if (!operation) return { error: unknownOperation(request.operation) };
  const forward = () => forwardRequest(request, operation, context);
  // The request can name policies and keys of accounts that the gateway has not seen yet.
  context.seenAccounts.noteAllIn(request.whole.body.toString('latin1'));

  if (operation.target === 'none') return { answer: await forward() };

  const prepared = loadKeys(request, operation, context);
  prepared.catch(() => {}); // It is awaited below, unless the emulator cannot be reached.
  const early = operation.order === 'answer-first' ? await forward() : undefined;
  const loaded = await prepared;
  if (!('keys' in loaded)) {
    // The emulator answers an unknown caller when no key matters, and when it denies by itself.
    if (operation.order === 'forward') return { answer: await forward() };
    if (early && early.status >= 400) return { answer: early };
    return { error: unknownKmsCaller(loaded.identity) };
  }

  const denied = checkKmsRequest(request, operation, loaded, context);
  if (denied) return { error: denied };
  if (operation.order === 'forward') return { answer: await forward() };

  const decision = authorizeKms(request, operation, loaded);
  if (decision.error && !early) {
    recordKmsCall(request, decision, context, decision.error);
    return { error: decision.error };
  }
  const answer = early ?? (await forward());
  return resolveAnswer(request, operation, decision, answer, context);
}

/** A signal that aborts when the client goes away before it has its answer. */
function signalOfClient(incoming: IncomingMessage, response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  incoming.on('error', () => gone.abort());
  return gone.signal;
}
