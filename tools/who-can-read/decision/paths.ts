import type { Via } from '../policy/match-principal.ts';
import { all, any, type Ternary } from '../policy/ternary.ts';
import type { UnknownReason } from '../policy/unknown-reason.ts';
import type { PrincipalFacts } from '../principal/principal-facts.ts';
import { allowsVia, type Layers } from './layers.ts';
import type { RuleId } from './rule-ids.ts';

/** A grant on a key that names the principal. */
export interface GrantPath {
  readonly id: string;
  readonly via: Via;
  readonly holds: Ternary;
  /** Why it is unknown whether the grant's constraints are met. */
  readonly unknown: readonly UnknownReason[];
  /**
   * Whether the grant is enough without an identity policy; left out: AWS does not document it for a
   * principal of another account.
   */
  readonly suffices?: boolean;
}

/** One path by which a request is allowed. */
export interface Path {
  readonly rule: RuleId;
  readonly holds: Ternary;
  /** The names of the principal by which a statement decides on this path; empty: none decides. */
  readonly vias: readonly Via[];
  readonly grant?: GrantPath;
}

/** The relation of the resource to the principal. */
export interface PathInput {
  readonly facts: PrincipalFacts;
  readonly layers: Layers;
  readonly resourceAccount: string;
  /** True if an identity policy is enough; false for KMS keys and for assuming roles. */
  readonly identityAloneIsEnough: boolean;
  readonly grants: readonly GrantPath[];
}

/** Whether the principal belongs to another account than the resource. */
export function crossesAccounts({ facts, resourceAccount }: PathInput): boolean {
  return facts.account !== undefined && facts.account !== resourceAccount;
}

/**
 * Returns all paths on which a request of the principal can be allowed.
 * Within an account:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 * Across accounts, where both sides must allow:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 * Keys: https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function allowingPaths(input: PathInput): readonly Path[] {
  return crossesAccounts(input) ? pathsAcross(input) : pathsWithin(input);
}

/** The strongest first. */
const vias: readonly Via[] = ['principal', 'role', 'account'];

function pathsWithin(input: PathInput): readonly Path[] {
  const { layers, facts, grants, identityAloneIsEnough } = input;
  const isRoot = facts.principal.kind === 'root';
  const own = ownSide(input);
  const needs: Readonly<Record<Via, Ternary>> = {
    principal: 'yes',
    role: limits(layers),
    account: own,
  };
  const byPolicy: Readonly<Record<Via, RuleId>> = {
    principal: 'resource-policy',
    role: 'resource-policy',
    account: isRoot ? 'account-root' : 'resource-and-identity-policy',
  };
  const policy = layers['resource-policy'];
  return [
    ...vias.map((via) => ({
      rule: byPolicy[via],
      vias: byPolicy[via] === 'account-root' ? [] : [via],
      holds: all([allowsVia(policy, via), needs[via]]),
    })),
    ...(identityAloneIsEnough
      ? [
          isRoot
            ? ({ rule: 'account-root', vias: [], holds: own } as const)
            : ({ rule: 'identity-policy', vias: ['principal'], holds: own } as const),
        ]
      : []),
    // Assumption: the same limits apply to a grant as to a key policy that names its grantee.
    ...grants.map((grant) => ({
      rule: 'grant' as const,
      vias: [],
      holds: all([grant.holds, needs[grant.via]]),
      grant,
    })),
  ];
}

function pathsAcross(input: PathInput): readonly Path[] {
  const { layers, grants } = input;
  const own = ownSide(input);
  return [
    { rule: 'both-accounts', vias, holds: all([layers['resource-policy'].allow, own]) },
    ...grants.flatMap((grant): Path[] => [
      ...(grant.suffices ? [{ rule: 'grant', vias: [], holds: grant.holds, grant } as const] : []),
      { rule: 'grant', vias: [], holds: all([grant.holds, own]), grant },
      // Whether a grantee in another account also needs an identity policy is not documented.
      ...(grant.suffices === undefined
        ? [
            {
              rule: 'not-documented',
              vias: [],
              holds: all([grant.holds, limits(layers), 'unknown']),
              grant,
            } as const,
          ]
        : []),
    ]),
  ];
}

/** Returns whether the principal's own account allows it. A root user can do everything there. */
function ownSide({ layers, facts }: PathInput): Ternary {
  if (facts.principal.kind === 'root') return 'yes';
  return all([layers['identity-policy'].allow, limits(layers)]);
}

function limits(layers: Layers): Ternary {
  return all([layers['permissions-boundary'].allow, layers['session-policy'].allow]);
}

/**
 * Returns the rule that denies if no path allows: the first check, from the resource to the principal,
 * that all paths fail.
 */
export function denyingRule(input: PathInput): RuleId {
  const { layers, grants, facts, identityAloneIsEnough, resourceAccount } = input;
  const across = crossesAccounts(input);
  const policy = layers['resource-policy'];
  const named = (via: Via) =>
    any([allowsVia(policy, via), ...grants.filter((g) => g.via === via).map((g) => g.holds)]);
  const inAccount = facts.account === resourceAccount;
  const delegated = named('account') !== 'no' || (identityAloneIsEnough && inAccount);
  const direct = named('principal') !== 'no' || named('role') !== 'no';
  if (!direct && !delegated) return 'no-resource-policy';
  const hasIdentity = facts.principal.kind !== 'root';
  const needsIdentity = across || !direct;
  if (hasIdentity && needsIdentity && layers['identity-policy'].allow === 'no') {
    return 'no-identity-policy';
  }
  if (layers['permissions-boundary'].allow === 'no') return 'no-permissions-boundary';
  if (layers['session-policy'].allow === 'no') return 'no-session-policy';
  return 'no-identity-policy';
}
