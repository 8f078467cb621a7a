import { exchange } from '../http/exchange.ts';
import type { Desk } from '../requests/gateway-context.ts';
import type { Reply } from '../requests/reply.ts';
import type { GuardedRequest } from '../requests/request.ts';
import { serveAlias } from './alias-calls.ts';
import { serveChange, serveUse } from './direct-call.ts';
import { type Dealing, dealingOf } from './kms-operations.ts';
import { serveReEncrypt } from './re-encrypt.ts';
import { serveReplicate } from './replicate.ts';
import { serveRetireGrant } from './retire-grant.ts';

type Server = (request: GuardedRequest, desk: Desk) => Promise<Reply>;

const PATIENCE_MS = 30_000;

const pass: Server = async (request, desk) => ({
  answer: await exchange(request.whole, desk.upstream, PATIENCE_MS, request.signal),
});

const passChange: Server = (request, desk) => {
  const work = pass(request, desk);
  desk.changes.during(work);
  return work;
};

const servers: Readonly<Record<Dealing, Server>> = {
  use: serveUse,
  change: serveChange,
  alias: serveAlias,
  'retire-grant': serveRetireGrant,
  reencrypt: serveReEncrypt,
  replicate: serveReplicate,
  pass,
  'pass-change': passChange,
};

/**
 * Serves an operation of KMS that is called directly. One that is in no table is not passed on.
 *
 * @throws UpstreamError, MaterialError, AmbiguousJsonError
 */
export async function serveKms(request: GuardedRequest, desk: Desk): Promise<Reply> {
  // Policies and keys that are named here may belong to accounts not heard of before.
  desk.accounts.noteAllIn(request.whole.body.toString('latin1'));
  const dealing = dealingOf(request.operation);
  if (dealing) return servers[dealing](request, desk);
  const message = `The key gateway does not know the operation ${request.operation}.`;
  return { error: { status: 400, type: 'UnknownOperationException', message } };
}
