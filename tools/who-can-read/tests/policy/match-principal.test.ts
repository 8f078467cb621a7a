/** The kinds of name by which an element names a principal, one row an element and a principal. */
import { describe, expect, it } from '@jest/globals';
import { parsePolicy } from '../../index.ts';
import { matchPrincipal, naming, unknownInPrincipal } from '../../policy/match-principal.ts';
import type { Principal } from '../../principal/principal.ts';
import { principalFacts } from '../../principal/principal-facts.ts';
import { hole } from '../../unknown-text.ts';

const ACCOUNT = '111122223333';
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/team/Reader`;
const SESSIONS = `arn:aws:sts::${ACCOUNT}:assumed-role/Reader/`;
const GUEST = `arn:aws:sts::${ACCOUNT}:federated-user/guest`;
const GOOGLE = 'accounts.google.com';
const LOGS = 'delivery.logs.amazonaws.com';
const X = hole('X');

const principals = {
  root: { kind: 'root', partition: 'aws', account: ACCOUNT },
  alice: { kind: 'user', arn: ALICE },
  role: { kind: 'role', arn: ROLE },
  'session me': { kind: 'role', arn: ROLE, sessionName: 'me' },
  'role of X': { kind: 'role', arn: `arn:aws:iam::${X}:role/Reader` },
  guest: { kind: 'federated-user', userArn: ALICE, name: 'guest' },
  logs: { kind: 'service', name: LOGS },
  google: { kind: 'federated', provider: GOOGLE },
  anonymous: { kind: 'anonymous' },
} as const satisfies Record<string, Principal>;
type Name = keyof typeof principals;

const factsOf = (name: Name) => principalFacts(principals[name]);

/** Returns the patterns of a Principal or NotPrincipal element. */
function elementOf(key: 'Principal' | 'NotPrincipal', value: unknown) {
  const Statement = { Effect: 'Deny', [key]: value, Action: '*', Resource: '*' };
  const [statement] = parsePolicy({ Statement }, 'key-policy', 'p').statements;
  if (!statement?.principals) throw new Error('The statement has no principals.');
  return statement.principals;
}

describe('a Principal element', () => {
  const reached = (value: unknown, name: Name): string =>
    matchPrincipal(elementOf('Principal', value), factsOf(name), 'Allow', false)
      .map(({ via, holds }) => `${via} ${holds}`)
      .join(', ');

  it.each<[unknown, Name, string]>([
    ['*', 'alice', 'principal yes'],
    ['*', 'anonymous', 'principal yes'],
    [{ AWS: '*' }, 'role', 'principal yes'],
    // Accounts: an id is for every partition.
    [{ AWS: ACCOUNT }, 'alice', 'account yes'],
    [{ AWS: ACCOUNT }, 'logs', ''],
    [{ AWS: ACCOUNT }, 'role of X', 'account unknown'],
    [{ AWS: ROOT }, 'root', 'account yes'],
    [{ AWS: ROOT }, 'role', 'account yes'],
    [{ AWS: ROOT.replace('aws', 'aws-cn') }, 'role', ''],
    [{ AWS: '999999999999' }, 'alice', ''],
    // Users, and sessions that a user makes.
    [{ AWS: ALICE }, 'alice', 'principal yes'],
    [{ AWS: ALICE }, 'guest', 'role yes'],
    [{ AWS: `${ALICE}2` }, 'alice', ''],
    [{ AWS: `${ALICE}2` }, 'guest', ''],
    [{ AWS: ALICE }, 'role', ''],
    [{ AWS: GUEST }, 'guest', 'principal yes'],
    [{ AWS: GUEST }, 'alice', ''],
    // Roles and their sessions.
    [{ AWS: ROLE }, 'role', 'role yes'],
    [{ AWS: ROLE }, 'session me', 'role yes'],
    [{ AWS: ROLE }, 'alice', ''],
    [{ AWS: ROLE }, 'role of X', ''],
    [{ AWS: ROLE.replace('/team', '') }, 'role of X', 'role unknown'],
    [{ AWS: `${SESSIONS}me` }, 'session me', 'principal yes'],
    [{ AWS: `${SESSIONS}you` }, 'session me', ''],
    [{ AWS: `${SESSIONS}me` }, 'role', 'principal unknown'],
    [{ AWS: `${SESSIONS}me` }, 'role of X', 'principal unknown'],
    [{ AWS: `arn:aws:sts::${ACCOUNT}:assumed-role/Other/me` }, 'role', ''],
    [{ AWS: `${SESSIONS}me` }, 'alice', ''],
    // Services and identity providers.
    [{ Service: LOGS }, 'logs', 'principal yes'],
    [{ Service: 'states.amazonaws.com' }, 'logs', ''],
    [{ Service: '*' }, 'logs', 'principal yes'],
    [{ Service: '*' }, 'alice', ''],
    [{ Service: '*' }, 'google', ''],
    [{ Federated: GOOGLE }, 'google', 'principal yes'],
    [{ Federated: 'www.amazon.com' }, 'google', ''],
    [{ Federated: GOOGLE }, 'logs', ''],
    [{ Federated: '*' }, 'google', 'principal yes'],
    [{ Federated: '*' }, 'logs', ''],
    // Names that match no principal.
    [{ AWS: 'AIDACKCEVSQ6C2EXAMPLE' }, 'alice', ''],
    [{ CanonicalUser: '79a59df900b949e5' }, 'alice', ''],
    // The best result of several.
    [{ AWS: [ALICE, ACCOUNT] }, 'alice', 'principal yes, account yes'],
    [{ AWS: [ROLE, ACCOUNT, `${SESSIONS}me`] }, 'role', 'principal unknown, role yes, account yes'],
    [{ AWS: [X, ALICE] }, 'alice', 'principal yes, account unknown'],
  ])('%j names %s: "%s"', (value, name, expected) => {
    expect(reached(value, name)).toBe(expected);
  });

  it.each<[string, unknown, Name, string]>([
    ['for the AWS principal', { AWS: X }, 'alice', 'principal unknown, account unknown'],
    ['for the AWS principal', { AWS: X }, 'anonymous', 'principal unknown'],
    ['for the AWS principal', { AWS: X }, 'logs', 'principal unknown'],
    [
      'for the AWS principal',
      { AWS: X },
      'role',
      'principal unknown, role unknown, account unknown',
    ],
    ['for the AWS principal', { AWS: X }, 'root', 'principal unknown, account unknown'],
    ['for Principal', X, 'logs', 'principal unknown'],
    ['for Principal', X, 'google', 'principal unknown'],
    ['for Principal', X, 'guest', 'principal unknown, role unknown, account unknown'],
    ['before a wildcard', { AWS: `${X}*` }, 'alice', 'principal unknown'],
    ['before a wildcard', { AWS: `${X}*` }, 'role', 'principal unknown'],
    ['before a wildcard', { AWS: `${X}*` }, 'session me', 'principal unknown'],
    ['before a wildcard', { AWS: `${X}*` }, 'root', 'principal unknown'],
    ['before a wildcard', { Service: `${X}*` }, 'logs', 'principal unknown'],
    ['before a wildcard', { Federated: `${X}*` }, 'google', 'principal unknown'],
    ['in an account id', { AWS: `1111${X}` }, 'alice', 'account unknown'],
    ['in an account id', { AWS: `9999${X}` }, 'alice', ''],
    ['in an account id', { AWS: `arn:aws:iam::${X}:root` }, 'alice', 'account unknown'],
    ['in a user', { AWS: `${ALICE.slice(0, -2)}${X}` }, 'alice', 'principal unknown'],
    ['in a user', { AWS: `${ALICE.slice(0, -2)}${X}` }, 'guest', 'role unknown'],
    ['in a session of a user', { AWS: `${GUEST.slice(0, -2)}${X}` }, 'guest', 'principal unknown'],
    ['in a role', { AWS: `${ROLE.slice(0, -2)}${X}` }, 'role', 'role unknown'],
    ['in a role', { AWS: `${ROLE.slice(0, -2)}${X}` }, 'alice', ''],
    ['in a session', { AWS: `${SESSIONS}m${X}` }, 'session me', 'principal unknown'],
    ['in a session', { AWS: `${SESSIONS}you${X}` }, 'session me', ''],
    ['in a session', { AWS: `${SESSIONS}you${X}` }, 'role', 'principal unknown'],
    ['in a service', { Service: `delivery.${X}` }, 'logs', 'principal unknown'],
    ['in a service', { Service: `states.${X}` }, 'logs', ''],
    ['in a service', { Service: X }, 'google', ''],
    ['in a service', { Service: X }, 'alice', ''],
    ['in a service', { Service: X }, 'anonymous', ''],
    ['in a provider', { Federated: `accounts.${X}` }, 'google', 'principal unknown'],
    ['in a provider', { Federated: X }, 'logs', ''],
    ['in a provider', { Federated: X }, 'alice', ''],
  ])('with an unknown value %s, %j, names %s: "%s"', (_, value, name, expected) => {
    expect(reached(value, name)).toBe(expected);
  });
});

describe('a NotPrincipal element', () => {
  const reached = (value: unknown, name: Name, hasBoundary: boolean): string =>
    matchPrincipal(elementOf('NotPrincipal', value), factsOf(name), 'Deny', hasBoundary)
      .map(({ via, holds }) => `${via} ${holds}`)
      .join(', ');

  // A principal is excluded only by all of its names.
  it.each<[unknown, Name, string]>([
    [{ AWS: ALICE }, 'alice', 'principal yes'],
    [{ AWS: ACCOUNT }, 'alice', 'principal yes'],
    [{ AWS: [ALICE, ACCOUNT] }, 'alice', ''],
    [{ AWS: [GUEST, ACCOUNT] }, 'guest', ''],
    [{ AWS: [ALICE, ACCOUNT] }, 'guest', 'principal yes'],
    [{ AWS: [`${SESSIONS}me`, ROLE, ROOT] }, 'session me', ''],
    [{ AWS: [`${SESSIONS}me`, ROLE] }, 'session me', 'principal yes'],
    [{ AWS: [`${SESSIONS}me`, ROOT] }, 'session me', 'principal yes'],
    [{ AWS: `${SESSIONS}me` }, 'session me', 'principal yes'],
    [{ AWS: [`${SESSIONS}me`, ROLE, ROOT] }, 'role', 'principal unknown'],
    [{ AWS: ROOT }, 'root', ''],
    [{ AWS: '999999999999' }, 'root', 'principal yes'],
    [{ Service: LOGS }, 'logs', ''],
    [{ Service: LOGS }, 'google', 'principal yes'],
    [{ Federated: GOOGLE }, 'google', ''],
    ['*', 'alice', ''],
    [{ AWS: ['*', '999999999999'] }, 'alice', ''],
    [{ AWS: [ALICE, X] }, 'alice', 'principal unknown'],
    [{ AWS: `arn:aws:iam::${X}:role/Other` }, 'alice', 'principal yes'],
  ])('with %j denies %s: "%s"', (value, name, expected) => {
    expect(reached(value, name, false)).toBe(expected);
  });

  it.each<[unknown, Name, string]>([
    [{ AWS: [ALICE, ACCOUNT] }, 'alice', 'principal yes'],
    [{ AWS: [`${SESSIONS}me`, ROLE, ROOT] }, 'session me', 'principal yes'],
    // Neither a user nor a role: AWS does not document it.
    [{ AWS: [GUEST, ACCOUNT] }, 'guest', 'principal unknown'],
    [{ AWS: '*' }, 'guest', 'principal unknown'],
    [{ AWS: ALICE }, 'guest', 'principal yes'],
  ])('with %j denies %s with a permissions boundary: "%s"', (value, name, expected) => {
    expect(reached(value, name, true)).toBe(expected);
  });

  it('has no documented effect in an Allow', () => {
    const match = matchPrincipal(
      elementOf('NotPrincipal', { AWS: [ALICE, ACCOUNT] }),
      factsOf('alice'),
      'Allow',
      false,
    );

    expect(match).toEqual([{ via: 'principal', holds: 'unknown' }]);
  });
});

describe('the way a statement names a principal', () => {
  it.each<[unknown, Name, string]>([
    [{ AWS: ALICE }, 'alice', 'principal'],
    [{ AWS: ['*', ALICE] }, 'alice', 'principal'],
    [{ AWS: [`${ALICE}2`, ALICE] }, 'alice', 'principal'],
    [{ AWS: ROLE }, 'session me', 'principal'],
    [{ AWS: `${SESSIONS}me` }, 'session me', 'principal'],
    [{ AWS: `${SESSIONS}me` }, 'role', 'account'],
    ['*', 'alice', 'everyone'],
    [{ AWS: ['*', ACCOUNT] }, 'alice', 'everyone'],
    [{ Service: '*', AWS: '*' }, 'logs', 'every-service'],
    [{ Service: '*', AWS: '*' }, 'alice', 'everyone'],
    [{ Federated: '*', Service: '*' }, 'google', 'every-federated'],
    [{ Federated: GOOGLE, Service: '*' }, 'google', 'principal'],
    [{ AWS: ACCOUNT }, 'alice', 'account'],
  ])('of %j and %s is "%s"', (value, name, expected) => {
    expect(naming(elementOf('Principal', value), factsOf(name))).toBe(expected);
  });
});

describe('the unknown values of a match', () => {
  const silent = { kind: 'not-documented' };
  const session = { kind: 'context-key', name: 'role session name' };
  const value = { kind: 'hole', name: '<X>' };

  it.each<[string, unknown, Name, readonly object[]]>([
    ['a value of the element', { AWS: [ALICE, X] }, 'alice', [value]],
    ['a value of the principal', { AWS: ACCOUNT }, 'role of X', [value]],
    ['the name of a session', { AWS: [ALICE, `${SESSIONS}me`] }, 'role', [session]],
    ['both', { AWS: [X, `${SESSIONS}me`] }, 'role', [value, session]],
    ['nothing, if no session is named', { AWS: ROLE }, 'role', []],
    ['nothing, if the session is known', { AWS: `${SESSIONS}me` }, 'session me', []],
    ['nothing, for a user', { AWS: `${SESSIONS}me` }, 'alice', []],
    ['nothing, for a session of a user', { AWS: GUEST }, 'guest', []],
  ])('are %s', (_, element, name, expected) => {
    for (const effect of ['Allow', 'Deny'] as const) {
      expect(unknownInPrincipal(elementOf('Principal', element), factsOf(name), effect)).toEqual(
        expected,
      );
    }
  });

  it.each<['Allow' | 'Deny', Name, readonly object[]]>([
    ['Allow', 'alice', [silent]],
    ['Deny', 'alice', []],
    ['Allow', 'guest', [silent]],
    ['Deny', 'guest', [silent]],
  ])(
    'include the effect of NotPrincipal that AWS does not document: %s, %s',
    (effect, name, expected) => {
      const element = elementOf('NotPrincipal', { AWS: ALICE });

      expect(unknownInPrincipal(element, factsOf(name), effect)).toEqual(expected);
    },
  );
});
