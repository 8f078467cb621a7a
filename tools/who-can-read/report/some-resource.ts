import { decideIdentity, type IdentityRequest } from '../decision/decide-identity.ts';
import type { Verdict } from '../decision/verdict.ts';
import type { Patterns, PolicyDocument, Statement } from '../policy/policy-document.ts';
import { policiesOf } from '../policy/requested-keys.ts';
import type { Ternary } from '../policy/ternary.ts';
import type { ValuePattern } from '../policy/value-pattern.ts';
import type { Caller } from '../principal/caller.ts';
import { mightAllow } from './might-allow.ts';
import { mostPermissive } from './most-permissive.ts';
import { possibleResources } from './possible-resources.ts';
import { type Shape, takesIn } from './resource-shape.ts';

/** Pseudo condition key for an answer that depends on the resource's name. */
const NAME = 'name of the resource';

/**
 * Returns whether a principal can call an action on some resource of these shapes. It is allowed if one of
 * the tried resources is allowed, and denied only if policies deny all resources of the shapes. Otherwise
 * the policies are about resources that were not tried, and the answer is unknown.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @param shapes at least one.
 */
export function decideSome(
  request: Omit<IdentityRequest, 'resource'>,
  shapes: readonly Shape[],
): Verdict {
  const { caller, action, resourcePolicy } = request;
  const ofResource = resourcePolicy ? [resourcePolicy] : [];
  const resources = possibleResources([...policiesOf(caller), ...ofResource], action, shapes);
  const allows = [...caller.identityPolicies, ...ofResource];
  const mightBe = caller.principal.kind === 'root' || mightAllow(allows, action);
  // Without a statement that allows the action, all resources have the same answer as the first.
  const tried = mostPermissive(decisions(request, mightBe ? resources : resources.slice(0, 1)));
  if (tried.outcome !== 'denied' || !mightBe) return tried;
  const whole = shapes.map((shape) =>
    decideIdentity({
      ...request,
      ...(resourcePolicy ? { resourcePolicy: onShape(resourcePolicy, shape) } : {}),
      caller: callerOnShape(caller, shape),
      resource: `${shape.begins}*`,
    }),
  );
  return whole.find(({ outcome }) => outcome !== 'denied') ?? tried;
}

function* decisions(
  request: Omit<IdentityRequest, 'resource'>,
  resources: readonly string[],
): Generator<Verdict> {
  for (const resource of resources) yield decideIdentity({ ...request, resource });
}

function callerOnShape(caller: Caller, shape: Shape): Caller {
  const { identityPolicies, boundary, sessionPolicies, serviceControlPolicies } = caller;
  const all = (policies: readonly PolicyDocument[]) => policies.map((one) => onShape(one, shape));
  return {
    ...caller,
    identityPolicies: all(identityPolicies),
    ...(boundary ? { boundary: onShape(boundary, shape) } : {}),
    ...(sessionPolicies ? { sessionPolicies: all(sessionPolicies) } : {}),
    ...(serviceControlPolicies ? { serviceControlPolicies: serviceControlPolicies.map(all) } : {}),
  };
}

/** Returns a policy in which it is unknown whether statements about some resources of the shape apply. */
function onShape(policy: PolicyDocument, shape: Shape): PolicyDocument {
  const statements = policy.statements.map(
    (one): Statement =>
      one.resources ? { ...one, resources: stands[takesIn(one.resources, shape)] } : one,
  );
  return { ...policy, statements };
}

const every: ValuePattern = { source: '*', tokens: [{ kind: 'star', crossing: true }], prefix: '' };
const some: ValuePattern = { source: '*', tokens: [{ kind: 'variable', key: NAME }] };

/** Patterns for all resources, for none, and for unknown ones. */
const stands: Readonly<Record<Ternary, Patterns<ValuePattern>>> = {
  yes: { negated: false, patterns: [every] },
  no: { negated: false, patterns: [] },
  unknown: { negated: false, patterns: [some] },
};
