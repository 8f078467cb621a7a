import { unreadOf, upperBound } from '../account/partial-knowledge.ts';
import { parseArn } from '../arn.ts';
import { contextValues } from '../context/request-context.ts';
import { assumeRoleContext } from '../decision/assume-role.ts';
import type { PolicyDocument, Statement } from '../policy/policy-document.ts';
import { policiesOf } from '../policy/requested-keys.ts';
import type { Caller } from '../principal/caller.ts';
import type { Subject } from '../report/access-model.ts';
import { treatsResourcesAlike } from '../report/might-allow.ts';

/** The properties of a role that a decision about its sessions needs. */
export interface TrustedRole {
  readonly arn: string;
  readonly trustPolicy: PolicyDocument;
}

/**
 * Returns a function that makes one decision for a caller and all roles that the decision does not
 * distinguish. These are roles of one account with equal trust policies, if the caller's policies
 * do not name roles. Trust policies count as equal if they differ only in the values of a key that
 * the request leaves unknown, such as an external id: a condition on such a key is unknown for
 * every value.
 *
 * @param decide depends only on the caller, the trust policy, the account of the role and the
 *   action, and its result does not contain values of conditions.
 */
export function oncePerTrustClass<Action extends string, Result extends object>(
  decide: (caller: Caller, role: TrustedRole, action: Action) => Result,
): (caller: Caller, role: TrustedRole, action: Action) => Result {
  const callers = new WeakMap<Caller, Map<string, Map<string, Result>>>();
  return (caller, role, action) => {
    if (!treatsRolesAlike(caller, `sts:${action}`)) return decide(caller, role, action);
    const classes = entry(callers, caller, () => new Map<string, Map<string, Result>>());
    const { account } = parseArn(role.arn);
    const trust = trustText(role.trustPolicy, unknownKeys(caller, role));
    const results = entry(classes, trust, () => new Map<string, Result>());
    return entry(results, `${action} ${account}`, () => decide(caller, role, action));
  };
}

const texts = new WeakMap<PolicyDocument, Map<string, string>>();
const keys = new WeakMap<PolicyDocument, readonly string[]>();

/** Actions with which a principal acts as a role, or lets a service act as it. */
const TAKING = ['sts:AssumeRole', 'iam:UpdateAssumeRolePolicy', 'iam:PassRole'];

/** Whether the callers of a role choose the value of a key with each request: no caller is known by it. */
const isChosen = (name: string): boolean => name.startsWith('sts:') || name === 'aws:sourceip';

const nameless = new WeakMap<Caller, boolean>();

/**
 * Returns a function that gives an equal number to all roles that a caller can take on in the same way, apart
 * from the names of the roles. It returns undefined if a policy of the caller names roles, or if the trust
 * policy of the role is not completely known.
 */
export function roleClasses(): (from: Subject, into: Subject) => number | undefined {
  const classes = new Map<Subject, number>();
  const numbers = new Map<string, number>();
  return (from, into) => {
    const caller = upperBound(from.caller);
    const { id, trustPolicy } = into;
    // The reasons of an unread policy name its role.
    if (!trustPolicy || unreadOf(trustPolicy).length > 0) return undefined;
    const isAlike = () => TAKING.every((action) => treatsRolesAlike(caller, action));
    if (!entry(nameless, caller, isAlike)) return undefined;
    return entry(classes, into, () => {
      const policy = upperBound(trustPolicy);
      const text = trustText(policy, keysOf(policy).filter(isChosen));
      return entry(numbers, `${parseArn(id).account} ${text}`, () => numbers.size);
    });
  };
}

/** Returns the keys in conditions of a trust policy whose values are unknown. */
function unknownKeys(caller: Caller, { arn, trustPolicy }: TrustedRole): readonly string[] {
  const names = entry(keys, trustPolicy, () => keysOf(trustPolicy));
  if (names.length === 0) return names;
  const context = assumeRoleContext(caller, parseArn(arn).account);
  return names.filter((name) => contextValues(context, name) === undefined);
}

/** Returns a text that is equal for trust policies of one class. @param unknown keys without a value. */
function trustText(policy: PolicyDocument, unknown: readonly string[]): string {
  const known = entry(texts, policy, () => new Map<string, string>());
  return entry(known, unknown.join(), () =>
    JSON.stringify([policy.version, policy.statements.map((one) => partsOf(one, unknown))]),
  );
}

const keysOf = ({ statements }: PolicyDocument): readonly string[] => [
  ...new Set(statements.flatMap(({ conditions }) => conditions.map(({ name }) => name))),
];

/** The parts of a statement that a decision depends on, without its own names. */
function partsOf(
  { source: _, sid: __, index: ___, conditions, ...rest }: Statement,
  unknown: readonly string[],
): unknown {
  return [rest, conditions.map((one) => (unknown.includes(one.name) ? one.key : one))];
}

const alike = new WeakMap<Caller, Map<string, boolean>>();

/** Returns whether no policy of a caller names a role in a statement about an action: `iam:PassRole`. */
function treatsRolesAlike(caller: Caller, action: string): boolean {
  const actions = entry(alike, caller, () => new Map<string, boolean>());
  return entry(actions, action, () => treatsResourcesAlike(policiesOf(caller), action));
}

/** Returns the value of a key, and computes and keeps it at the first call. */
function entry<Key, Value>(
  known: { get(key: Key): Value | undefined; set(key: Key, value: Value): unknown },
  key: Key,
  compute: () => Value,
): Value {
  const before = known.get(key);
  if (before !== undefined) return before;
  const value = compute();
  known.set(key, value);
  return value;
}
