import { decideIdentity, type IdentityRequest } from '../decision/decide-identity.ts';
import type { Verdict } from '../decision/verdict.ts';
import type { Patterns, PolicyDocument, Statement } from '../policy/policy-document.ts';
import type { Ternary } from '../policy/ternary.ts';
import type { ValuePattern } from '../policy/value-pattern.ts';
import type { Caller } from '../principal/caller.ts';
import { mostPermissive } from './most-permissive.ts';
import { possibleResources } from './possible-resources.ts';
import { policiesOf } from './requested-keys.ts';
import { type Shape, takesIn } from './resource-shape.ts';

/** Pseudo condition key, named when it depends on which resource it is. */
const NAME = 'name of the resource';

/**
 * Whether a principal may call an action on some resource of these shapes. Allowed as soon as one
 * is found that may be read; denied only where policies refuse all of them; in between, where they
 * are about some and none that was tried is open, nobody can tell.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @param shapes one at least.
 */
export function decideSome(
  request: Omit<IdentityRequest, 'resource'>,
  shapes: readonly Shape[],
): Verdict {
  const { caller, action, resourcePolicy } = request;
  const policies = [...policiesOf(caller), ...(resourcePolicy ? [resourcePolicy] : [])];
  const tried = mostPermissive(
    possibleResources(policies, action, shapes).map((resource) =>
      decideIdentity({ ...request, resource }),
    ),
  );
  if (tried.outcome !== 'denied') return tried;
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

/** A policy in which a statement about some of the shape may apply, or may not. */
function onShape(policy: PolicyDocument, shape: Shape): PolicyDocument {
  const statements = policy.statements.map(
    (one): Statement =>
      one.resources ? { ...one, resources: stands[takesIn(one.resources, shape)] } : one,
  );
  return { ...policy, statements };
}

const every: ValuePattern = { source: '*', tokens: [{ kind: 'star', crossing: true }], prefix: '' };
const some: ValuePattern = { source: '*', tokens: [{ kind: 'variable', key: NAME }] };

/** Patterns for all resources, for none, and for nobody knows which. */
const stands: Readonly<Record<Ternary, Patterns<ValuePattern>>> = {
  yes: { negated: false, patterns: [every] },
  no: { negated: false, patterns: [] },
  unknown: { negated: false, patterns: [some] },
};
