import { upperBound } from '../account/partial-knowledge.ts';
import type { Patterns } from '../policy/policy-document.ts';
import type { ValuePattern } from '../policy/value-pattern.ts';
import type { Subject } from '../report/access-model.ts';
import { mightMatch, resourcesOf } from '../report/might-allow.ts';
import { hasHoles } from '../unknown-text.ts';

/** Subjects whose own policies have a statement about the same resources. */
interface Holders {
  readonly matches: (resource: string) => boolean;
  readonly subjects: Set<Subject>;
}

/**
 * Returns a lookup of the subjects whose own policies might allow an action on a resource. Policies
 * that name a resource are found by its name, and equal patterns are matched once for all their
 * subjects, so that a lookup does not check the whole account.
 *
 * @param subjects all that are looked up.
 * @param action `iam:PassRole`
 */
export function permissionIndex(
  subjects: readonly Subject[],
  action: string,
): (resource: string, among: ReadonlySet<Subject>) => readonly Subject[] {
  const named = new Map<string, Holders>();
  const patterned = new Map<string, Holders>();
  for (const subject of subjects) {
    const { principal, identityPolicies } = upperBound(subject.caller);
    const held = resourcesOf(identityPolicies, action);
    for (const resources of principal.kind === 'root' ? [undefined] : held) {
      add(resources, subject, named, patterned);
    }
  }
  return (resource, among) => {
    const own = named.get(resource);
    const found = new Set(own ? common(own.subjects, among) : []);
    // A name with an unknown part can be any of the names in policies.
    const tested = hasHoles(resource)
      ? [...patterned.values(), ...named.values()]
      : patterned.values();
    for (const holders of tested) {
      if (!holders.matches(resource)) continue;
      for (const subject of common(holders.subjects, among)) found.add(subject);
    }
    return [...found];
  };
}

function add(
  resources: Patterns<ValuePattern> | undefined,
  subject: Subject,
  named: Map<string, Holders>,
  patterned: Map<string, Holders>,
): void {
  const literals =
    resources && !resources.negated ? resources.patterns.map(literalOf) : [undefined];
  if (literals.every((one) => one !== undefined)) {
    for (const [at, literal] of literals.entries()) {
      const patterns = (resources?.patterns ?? []).slice(at, at + 1);
      holdersIn(named, literal, { negated: false, patterns }).subjects.add(subject);
    }
    return;
  }
  const key = resources ? JSON.stringify([resources.negated, resources.patterns.map(textOf)]) : '*';
  holdersIn(patterned, key, resources).subjects.add(subject);
}

const literalOf = ({ literal }: ValuePattern): string | undefined => literal;
const textOf = ({ source, tokens }: ValuePattern): unknown => [source, tokens];

function holdersIn(
  map: Map<string, Holders>,
  key: string,
  resources: Patterns<ValuePattern> | undefined,
): Holders {
  const known = map.get(key);
  if (known) return known;
  const matches = (resource: string) => !resources || mightMatch(resources, resource);
  const holders: Holders = { matches, subjects: new Set() };
  map.set(key, holders);
  return holders;
}

/** Returns the subjects that are in both sets. Checks only the items of the smaller set. */
export function common(one: ReadonlySet<Subject>, other: ReadonlySet<Subject>): readonly Subject[] {
  const [small, big] = one.size < other.size ? [one, other] : [other, one];
  return [...small].filter((subject) => big.has(subject));
}
