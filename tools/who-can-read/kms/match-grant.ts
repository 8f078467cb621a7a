import type { GrantPath } from '../decision/paths.ts';
import {
  matchPrincipal,
  type PrincipalMatch,
  unknownInPrincipal,
} from '../policy/match-principal.ts';
import { parseGrantee } from '../policy/parse-grantee.ts';
import { all, type Ternary, ternary } from '../policy/ternary.ts';
import type { UnknownReason } from '../policy/unknown-reason.ts';
import type { PrincipalFacts } from '../principal/principal-facts.ts';
import type { Grant, GrantConstraints } from './grant.ts';
import { kmsOperations } from './kms-operations.ts';
import type { KmsRequest } from './kms-request.ts';

type Pairs = Readonly<Record<string, string>>;

/**
 * Returns the grants on a key that can allow a request.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html
 */
export function matchGrants(
  grants: readonly Grant[],
  request: KmsRequest,
  facts: PrincipalFacts,
): readonly GrantPath[] {
  return grants.flatMap((grant) => {
    if (!grant.operations.includes(request.operation)) return [];
    const limit = constraintHolds(grant, request, facts);
    const missing = request.operation === 'CreateGrant' ? 'kms:GrantOperations' : 'aws:SourceArn';
    const onLimit = limit === 'unknown' ? [contextKey(missing)] : [];
    return named(grant.granteePrincipal, facts).map(({ via, holds, unknown }) => ({
      ...{ id: grant.id, via, holds: all([holds, limit]), unknown: [...unknown, ...onLimit] },
    }));
  });
}

/**
 * Returns the grants that the principal can retire. It is the retiring principal, or the grantee of a
 * grant that includes RetireGrant, or it belongs to the account in which the grant was created or to the
 * account of the key. The accounts can delegate this by IAM policies.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html
 *
 * @param keyAccount the account that owns the key.
 */
export function matchRetirableGrants(
  grants: readonly Grant[],
  request: KmsRequest,
  facts: PrincipalFacts,
  keyAccount: string,
): readonly GrantPath[] {
  const { grantId } = request;
  return grants
    .filter(({ id }) => grantId === undefined || grantId === id)
    .flatMap((grant) => {
      const grantee = grant.operations.includes('RetireGrant') ? grant.granteePrincipal : undefined;
      const accounts = [keyAccount, grant.issuingAccount];
      const owners = facts.account !== undefined && accounts.includes(facts.account);
      const owner: Named = { via: 'account', holds: 'yes', unknown: [] };
      return [
        ...named(grant.retiringPrincipal, facts),
        ...named(grantee, facts),
        ...(owners ? [owner] : []),
      ].map(({ via, holds, unknown }) => ({
        ...{ id: grant.id, via, suffices: via !== 'account' },
        ...(grantId === undefined
          ? { holds: all([holds, 'unknown']), unknown: [...unknown, contextKey(WHICH_GRANT)] }
          : { holds, unknown }),
      }));
    });
}

/** Pseudo condition key, for an answer that depends on which grant the caller retires. */
const WHICH_GRANT = 'id of the grant';

/** A name by which a grant names the principal, and why it is unknown whether it does. */
type Named = PrincipalMatch & { readonly unknown: readonly UnknownReason[] };

function named(principal: string | undefined, facts: PrincipalFacts): readonly Named[] {
  const pattern = principal === undefined ? undefined : parseGrantee(principal);
  if (!pattern) return [];
  const element = { negated: false, patterns: [pattern] };
  return matchPrincipal(element, facts, 'Allow').map((match) => ({
    ...match,
    unknown: match.holds === 'unknown' ? unknownInPrincipal(element, facts, 'Allow') : [],
  }));
}

function contextKey(name: string): UnknownReason {
  return { kind: 'context-key', name };
}

function constraintHolds(grant: Grant, request: KmsRequest, facts: PrincipalFacts): Ternary {
  const { constraints } = grant;
  if (request.operation === 'CreateGrant') return passesOn(grant, request);
  return all([
    ternary(!constraints || contextFits(constraints, request)),
    sourceFits(constraints, facts),
  ]);
}

/** Encryption context constraints apply only to operations that take an encryption context. */
function contextFits(constraints: GrantConstraints, request: KmsRequest): boolean {
  if (!kmsOperations[request.operation].takesContext) return true;
  const { encryptionContextEquals: equals, encryptionContextSubset: subset } = constraints;
  const context = request.encryptionContext ?? {};
  const within = (wanted: Pairs | undefined) => !wanted || containsPairs(context, wanted);
  return within(subset) && within(equals) && (!equals || containsPairs(equals, context));
}

function sourceFits(constraints: GrantConstraints | undefined, facts: PrincipalFacts): Ternary {
  const wanted = constraints?.sourceArn;
  if (wanted === undefined) return 'yes';
  if (facts.principal.kind !== 'service') return 'no';
  const { sourceArn } = facts.principal;
  return sourceArn === undefined ? 'unknown' : ternary(sourceArn === wanted);
}

/** A grant that allows CreateGrant cannot give more than its own permissions. */
function passesOn(grant: Grant, request: KmsRequest): Ternary {
  const { operations, constraints = {} } = request.grant ?? {};
  const parent = grant.constraints ?? {};
  if (!operations) return 'unknown';
  const within = operations.every((one) => grant.operations.includes(one));
  const equals = parent.encryptionContextEquals;
  const subset = parent.encryptionContextSubset;
  const child = constraints.encryptionContextEquals;
  const strict = child ?? constraints.encryptionContextSubset ?? {};
  const asStrict =
    (!equals ||
      (child !== undefined && containsPairs(child, equals) && containsPairs(equals, child))) &&
    (!subset || containsPairs(strict, subset)) &&
    (parent.sourceArn === undefined || parent.sourceArn === constraints.sourceArn);
  return ternary(within && asStrict);
}

/**
 * The key of a pair is not case sensitive, the value is.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html
 */
function containsPairs(pairs: Pairs, wanted: Pairs): boolean {
  const found = Object.entries(pairs).map(([key, value]) => [key.toLowerCase(), value] as const);
  return Object.entries(wanted).every(([key, value]) =>
    found.some(([name, held]) => name === key.toLowerCase() && held === value),
  );
}
