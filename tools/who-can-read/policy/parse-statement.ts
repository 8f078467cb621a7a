import { hasHoles, isUnknown, readable, sameText } from '../unknown-text.ts';
import { type Members, membersOrHole, onlyKnown } from './json.ts';
import { child, type JsonPath, reject } from './json-path.ts';
import { parseConditions } from './parse-conditions.ts';
import { parseActions, parseResources } from './parse-elements.ts';
import { parsePrincipals } from './parse-principals.ts';
import type { Variables } from './parse-value-pattern.ts';
import type { PolicyKind, Statement } from './policy-document.ts';
import { policyKinds } from './policy-kind.ts';

const effects: readonly Statement['effect'][] = ['Allow', 'Deny'];
const elements = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/**
 * Returns one statement of a policy, or two if it is unknown whether it is an Allow or a Deny.
 * @throws InvalidPolicyError with the place of what is wrong.
 */
export function parseStatement(
  json: unknown,
  kind: PolicyKind,
  variables: Variables,
  index: number,
  place: JsonPath,
): readonly Statement[] {
  const members = membersOrHole(json, place);
  const found = typeof members === 'string' ? allUnknown(members, kind) : members;
  onlyKnown(found, elements, place);
  const { unsupported = [], onlyDeny } = policyKinds[kind];
  const foreign = unsupported.find((name) => found.has(name));
  if (foreign) reject(child(place, foreign), `has no place in this ${kind}`);
  if (onlyDeny && found.get('Effect') === 'Allow' && !allowsEverything(found)) {
    reject(child(place, 'Effect'), `a ${kind} can only deny; RCPFullAWSAccess alone allows`);
  }
  const sid = parseSid(found.get('Sid'), kind, child(place, 'Sid'));
  const effect = found.get('Effect');
  const possible = effects.filter(
    (one) => typeof effect === 'string' && sameText(effect, one) !== 'no',
  );
  if (possible.length === 0) reject(child(place, 'Effect'), 'must be "Allow" or "Deny"');
  const principals = parsePrincipals(found, kind, place);
  const resources = parseResources(found, kind, variables, place);
  const { conditions, holes } = parseConditions(found, variables, place);
  const unsure = typeof effect === 'string' && hasHoles(effect) ? [effect] : [];
  const causes = [...holes, ...unsure].map(readable);
  const rest = {
    ...{ source: place.source, index, actions: parseActions(found, kind, place), conditions },
    ...(sid === undefined ? {} : { sid }),
    ...(principals ? { principals } : {}),
    ...(resources ? { resources } : {}),
    ...(causes.length > 0 ? { mayExist: causes } : {}),
  };
  return possible.map((one) => ({ ...rest, effect: one }));
}

/** The one statement of RCPFullAWSAccess. */
function allowsEverything(found: Members): boolean {
  const everything = ['Principal', 'Action', 'Resource'].every((name) => {
    const value = found.get(name);
    return value === '*' || (Array.isArray(value) && value.length === 1 && value[0] === '*');
  });
  return everything && !found.has('Condition');
}

/** The elements of an unknown statement. */
function allUnknown(hole: string, kind: PolicyKind): Members {
  const { principal, resource } = policyKinds[kind];
  const needed = [
    ...['Effect', 'Action'],
    ...(principal === 'forbidden' ? [] : ['Principal']),
    ...(resource === 'forbidden' ? [] : ['Resource']),
  ];
  return new Map(needed.map((name) => [name, hole]));
}

function parseSid(sid: unknown, kind: PolicyKind, place: JsonPath): string | undefined {
  if (sid === undefined || sid === '' || isUnknown(sid)) return undefined;
  if (typeof sid !== 'string') return reject(place, 'must be a string');
  if (!hasHoles(sid) && !policyKinds[kind].sid.test(sid))
    return reject(place, 'can hold letters and digits only');
  return sid;
}
