import type { StepFunctionsApi } from 'who-can-read';
import type { KnownIdentity } from '../caller/identity.ts';
import type { RequestFacts } from '../caller/request-context.ts';
import { qualifierOf, unqualified } from '../emulator-state/state-machine-arn.ts';
import type { Desk } from '../requests/gateway-context.ts';
import { type GuardedRequest, text } from '../requests/request.ts';
import type { Call } from './authorize-states.ts';
import { dealings } from './states-operations.ts';

/** The ARN by which a request names what it is about, or its new name. */
export function namedBy(request: GuardedRequest, api: StepFunctionsApi): string {
  const row = dealings[api];
  return 'names' in row ? (text(request, row.names) ?? '') : '';
}

/** What a request says to policies beside who makes it. */
export function factsOf(request: GuardedRequest, identity: KnownIdentity, now: Date): RequestFacts {
  const { sourceIp, userAgent, credential } = request;
  return {
    at: now,
    sourceIp,
    userAgent,
    region: credential.region,
    ...(identity.issuedAt === undefined ? {} : { tokenIssuedAt: identity.issuedAt }),
  };
}

/** A request as the decision needs it, with the caller's policies as they are now. */
export async function callOf(
  request: GuardedRequest,
  api: StepFunctionsApi,
  identity: KnownIdentity,
  desk: Desk,
): Promise<Call> {
  const includedData = text(request, 'includedData');
  const resource = namedBy(request, api);
  const qualifier = qualifierOf(resource);
  return {
    api,
    scope: { account: identity.account, region: request.credential.region },
    caller: await desk.material.caller(identity),
    facts: factsOf(request, identity, desk.now()),
    ...(resource.startsWith('arn:') ? { resource: unqualified(resource) } : {}),
    ...(qualifier === undefined ? {} : { qualifier }),
    // Anything else counts as all data: the emulator may take it for that.
    ...(includedData === 'METADATA_ONLY' ? { includedData } : {}),
  };
}
