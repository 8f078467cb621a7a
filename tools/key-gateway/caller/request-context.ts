import type { ContextInput } from 'who-can-read';
import type { ProtectedRequest } from '../http/parse-request.ts';
import type { KnownIdentity } from './identity.ts';

/** The facts of a request for policies, apart from its principal. */
export type RequestFacts = {
  /** When it came. */
  readonly at: Date;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly region: string;
  /** When the caller's session was made; left out for long-term access keys. */
  readonly tokenIssuedAt?: string;
};

/** Returns the facts of a request for the policies of its caller. */
export function factsOf(
  request: Pick<ProtectedRequest, 'sourceIp' | 'userAgent' | 'credential'>,
  identity: KnownIdentity,
  now: Date,
): RequestFacts {
  const { sourceIp, userAgent, credential } = request;
  return {
    at: now,
    sourceIp,
    userAgent,
    region: credential.region,
    ...(identity.issuedAt === undefined ? {} : { tokenIssuedAt: identity.issuedAt }),
  };
}

/**
 * Condition keys that the gateway knows for a caller's request. There is no VPC and no MFA.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function callerContext(facts: RequestFacts): ContextInput {
  const { tokenIssuedAt, sourceIp, userAgent } = facts;
  return {
    ...ownContext(facts),
    'aws:SourceIp': sourceIp,
    'aws:UserAgent': userAgent === '' ? null : userAgent,
    'aws:referer': null,
    'aws:MultiFactorAuthPresent': tokenIssuedAt === undefined ? null : 'false',
    'aws:MultiFactorAuthAge': null,
    'aws:TokenIssueTime': tokenIssuedAt ?? null,
  };
}

/** Condition keys that also apply to a service's own requests. */
export function ownContext({ at, region }: RequestFacts): ContextInput {
  return {
    'aws:CurrentTime': at.toISOString().replace(/\.\d+Z$/, 'Z'),
    'aws:EpochTime': String(Math.floor(at.getTime() / 1000)),
    'aws:RequestedRegion': region,
    'aws:SourceVpc': null,
    'aws:SourceVpce': null,
    'aws:VpcSourceIp': null,
  };
}
