import { hasHoles, isUnknown } from '../unknown-text.ts';
import { items, type Members, membersOrHole, strings } from './json.ts';
import { child, type JsonPath, reject } from './json-path.ts';
import { parseAwsPrincipal } from './parse-aws-principal.ts';
import { elementOf } from './parse-elements.ts';
import type { Patterns, PolicyKind } from './policy-document.ts';
import { policyKinds } from './policy-kind.ts';
import type { PrincipalPattern } from './principal-pattern.ts';

type PrincipalParser = (text: string, place: JsonPath) => PrincipalPattern;

const SERVICE = /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|aws\.internal|amazon\.com)$/;

/** One parser for each key that a Principal element can have. */
const principalParsers: Readonly<Record<string, PrincipalParser>> = {
  AWS: (text, place) =>
    hasHoles(text) ? { kind: 'partial', type: 'AWS', text } : parseAwsPrincipal(text, place),
  Service: (text, place) => {
    if (hasHoles(text)) return { kind: 'partial', type: 'Service', text };
    if (text === '*') return { kind: 'every-service' };
    if (!SERVICE.test(text)) reject(place, `${JSON.stringify(text)} is not a service principal`);
    return { kind: 'service', name: text };
  },
  Federated: (text) => {
    if (hasHoles(text)) return { kind: 'partial', type: 'Federated', text };
    return text === '*' ? { kind: 'every-federated' } : { kind: 'federated', provider: text };
  },
  CanonicalUser: (text) => ({ kind: 'canonical-user', id: text }),
};

/**
 * Returns the Principal or NotPrincipal; undefined if the kind of policy has neither.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipals(
  statement: Members,
  kind: PolicyKind,
  place: JsonPath,
): Patterns<PrincipalPattern> | undefined {
  const element = elementOf(statement, 'Principal', place);
  const rule = policyKinds[kind].principal;
  if (rule === 'forbidden') {
    if (element && isUnknown(element.value)) return undefined;
    return element && reject(element.place, `has no place in this ${kind}`);
  }
  if (!element) return reject(place, 'has neither Principal nor NotPrincipal');
  const patterns = readPrincipal(element.value, element.place);
  const onlyEveryone =
    !element.negated && patterns.every(({ kind }) => kind === 'everyone' || kind === 'partial');
  if (rule === 'everyone' && !onlyEveryone) reject(element.place, `must be "*" in a ${kind}`);
  return { negated: element.negated, patterns };
}

function readPrincipal(value: unknown, place: JsonPath): readonly PrincipalPattern[] {
  if (value === '*') return [{ kind: 'everyone' }];
  if (isUnknown(value)) return [{ kind: 'partial', type: 'any', text: value }];
  if (typeof value === 'string') return reject(place, 'must be "*" or an object');
  const found = membersOrHole(value, place);
  if (typeof found === 'string') return [{ kind: 'partial', type: 'any', text: found }];
  return [...found].flatMap(([name, entry]) => {
    const where = child(place, name);
    const read = Object.hasOwn(principalParsers, name) ? principalParsers[name] : undefined;
    if (!read) return reject(where, 'unknown kind of principal');
    // YAML and JSON can write an account id as a number, but AWS accepts only text.
    if (items(entry, where).some(([item]) => typeof item === 'number')) {
      reject(where, 'must be text: an account id is twelve digits in quotes');
    }
    return strings(entry, where).map(([text, at]) => read(text, at));
  });
}
