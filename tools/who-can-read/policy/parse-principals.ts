import { items, type Members, members, strings } from './json.ts';
import { below, type JsonPath, reject } from './json-path.ts';
import { parseAwsPrincipal } from './parse-aws-principal.ts';
import { elementOf } from './parse-elements.ts';
import type { Patterns, PolicyKind } from './policy-document.ts';
import { policyKinds } from './policy-kind.ts';
import type { PrincipalPattern } from './principal-pattern.ts';

type PrincipalParser = (text: string, place: JsonPath) => PrincipalPattern;

const SERVICE = /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|aws\.internal|amazon\.com)$/;

/** One reader for each key that a Principal element may have. */
const principalParsers: Readonly<Record<string, PrincipalParser>> = {
  AWS: parseAwsPrincipal,
  Service: (text, place) => {
    if (text === '*') return { kind: 'every-service' };
    if (!SERVICE.test(text)) reject(place, `${JSON.stringify(text)} is not a service principal`);
    return { kind: 'service', name: text };
  },
  Federated: (text) =>
    text === '*' ? { kind: 'every-federated' } : { kind: 'federated', provider: text },
  CanonicalUser: (text) => ({ kind: 'canonical-user', id: text }),
};

/**
 * Principal or NotPrincipal; undefined where the kind of policy has neither.
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
    return element && reject(element.place, `has no place in a ${kind}`);
  }
  if (!element) return reject(place, 'has neither Principal nor NotPrincipal');
  const patterns = readPrincipal(element.value, element.place);
  const onlyEveryone = !element.negated && patterns.every(({ kind }) => kind === 'everyone');
  if (rule === 'everyone' && !onlyEveryone) reject(element.place, `must be "*" in a ${kind}`);
  return { negated: element.negated, patterns };
}

function readPrincipal(value: unknown, place: JsonPath): readonly PrincipalPattern[] {
  if (value === '*') return [{ kind: 'everyone' }];
  if (typeof value === 'string') return reject(place, 'must be "*" or an object');
  const found = members(value, place);
  if (found.size === 0) return reject(place, 'must name at least one principal');
  return [...found].flatMap(([name, entry]) => {
    const where = below(place, name);
    const read = Object.hasOwn(principalParsers, name) ? principalParsers[name] : undefined;
    if (!read) return reject(where, 'unknown kind of principal');
    // YAML and JSON alike may write an account id as a number; AWS takes text only.
    if (items(entry, where).some(([item]) => typeof item === 'number')) {
      reject(where, 'must be text: an account id is twelve digits in quotes');
    }
    return strings(entry, where).map(([text, at]) => read(text, at));
  });
}
