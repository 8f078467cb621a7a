import { members, onlyKnown } from './json.ts';
import { below, type JsonPath, reject } from './json-path.ts';
import { parseConditions } from './parse-conditions.ts';
import { parseActions, parseResources } from './parse-elements.ts';
import { parsePrincipals } from './parse-principals.ts';
import type { PolicyKind, Statement } from './policy-document.ts';
import { policyKinds } from './policy-kind.ts';

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

/** One statement of a policy. @throws InvalidPolicyError with the place of what is wrong. */
export function parseStatement(
  json: unknown,
  kind: PolicyKind,
  variables: boolean,
  index: number,
  place: JsonPath,
): Statement {
  const found = members(json, place);
  onlyKnown(found, elements, place);
  const sid = parseSid(found.get('Sid'), kind, below(place, 'Sid'));
  const effect = found.get('Effect');
  if (effect !== 'Allow' && effect !== 'Deny') {
    return reject(below(place, 'Effect'), 'must be "Allow" or "Deny"');
  }
  const principals = parsePrincipals(found, kind, place);
  const resources = parseResources(found, kind, variables, place);
  return {
    source: place.source,
    index,
    effect,
    actions: parseActions(found, kind, place),
    conditions: parseConditions(found, variables, place),
    ...(sid === undefined ? {} : { sid }),
    ...(principals ? { principals } : {}),
    ...(resources ? { resources } : {}),
  };
}

function parseSid(sid: unknown, kind: PolicyKind, place: JsonPath): string | undefined {
  if (sid === undefined || sid === '') return undefined;
  if (typeof sid !== 'string') return reject(place, 'must be a string');
  if (!policyKinds[kind].sid.test(sid)) return reject(place, 'may hold letters and digits only');
  return sid;
}
