import type { ContextInput } from 'who-can-read';
import type { ProtectedRequest } from '../http/parse-request.ts';
import type { KnownIdentity } from './identity.ts';

/** What a request itself says to policies, besides who makes it. */
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
 * Condition keys that the gateway sees of a caller's request: there is no VPC here and no MFA.
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

/** Condition keys that also hold for what a service asks for itself. */
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
