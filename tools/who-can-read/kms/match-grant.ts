import type { GrantPath } from '../decision/paths.ts';
import { matchPrincipal } from '../policy/match-principal.ts';
import { parseGrantee } from '../policy/parse-grantee.ts';
import { all, type Ternary, ternary } from '../policy/ternary.ts';
import type { PrincipalFacts } from '../principal/principal-facts.ts';
import type { Grant, GrantConstraints } from './grant.ts';
import { kmsOperations } from './kms-operations.ts';
import type { KmsRequest } from './kms-request.ts';

type Pairs = Readonly<Record<string, string>>;

/**
 * The grants on a key that may allow a request.
 * https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html
 */
export function matchGrants(
  grants: readonly Grant[],
  request: KmsRequest,
  facts: PrincipalFacts,
): readonly GrantPath[] {
  return grants.flatMap((grant) => {
    const retires = request.operation === 'RetireGrant';
    if (retires && request.grantId !== grant.id) return [];
    const grantee = grant.operations.includes(request.operation)
      ? named(grant.granteePrincipal, facts)
      : [];
    const retiring = retires ? named(grant.retiringPrincipal, facts) : [];
    const limit = constraintHolds(grant, request, facts);
    const hangsOn = request.operation === 'CreateGrant' ? 'kms:GrantOperations' : 'aws:SourceArn';
    const unknown = limit === 'unknown' ? [{ kind: 'context-key', name: hangsOn } as const] : [];
    return [...grantee.map((one) => ({ ...one, holds: all([one.holds, limit]) })), ...retiring]
      .filter((one) => one.holds !== 'no')
      .map((one) => ({ id: grant.id, ...one, unknown }));
  });
}

function named(principal: string | undefined, facts: PrincipalFacts) {
  const pattern = principal === undefined ? undefined : parseGrantee(principal);
  return pattern ? matchPrincipal({ negated: false, patterns: [pattern] }, facts, 'Allow') : [];
}

function constraintHolds(grant: Grant, request: KmsRequest, facts: PrincipalFacts): Ternary {
  const { constraints } = grant;
  if (request.operation === 'CreateGrant') return passesOn(grant, request);
  return all([
    ternary(!constraints || contextFits(constraints, request)),
    sourceFits(constraints, facts),
  ]);
}

/** Encryption context constraints bear on operations that take an encryption context alone. */
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

/** Who may create grants by a grant may pass on no more than that grant gives. */
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

function containsPairs(pairs: Pairs, wanted: Pairs): boolean {
  return Object.entries(wanted).every(
    ([key, value]) => Object.hasOwn(pairs, key) && pairs[key] === value,
  );
}
