/** The principal of a session that STS made, and the context keys that its request determines. */
import { describe, expect, it } from '@jest/globals';
import type { Principal, SessionFacts } from 'who-can-read';
import type { Identity } from '../caller/identity.ts';
import { madeSession, makesSession } from '../caller/made-session.ts';

const account = '123456789012';
const roleArn = `arn:aws:iam::${account}:role/team/reader`;
const userArn = `arn:aws:iam::${account}:user/maker`;
const assumed = (name = 'reader', session = 'ses', owner = account) =>
  `arn:aws:sts::${owner}:assumed-role/${name}/${session}`;
const user: Principal = { kind: 'user', arn: userArn };
const identityOf = (principal: Principal, facts: SessionFacts = {}): Identity => ({
  ...{ known: true, accessKeyId: 'AKIAMAKER', account, principal, facts },
});
const unknown: Identity = { known: false, why: 'It is not known.' };

type Given = {
  readonly action?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly arn?: string | undefined;
  readonly maker?: Identity;
};

function session({
  action = 'AssumeRole',
  parameters = {},
  maker = identityOf(user),
  ...given
}: Given) {
  const arn = 'arn' in given ? given.arn : assumed();
  return madeSession({
    call: { action, parameters: new Map(Object.entries({ RoleArn: roleArn, ...parameters })) },
    answer: { accessKeyId: 'ASIANEW', ...(arn === undefined ? {} : { arn }) },
    maker,
    issuedAt: '2026-11-28T00:00:00Z',
  });
}

const roleActions = ['AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity'];

describe('a session of a role', () => {
  // id: session-of-role
  it.each(roleActions)('%s has the role of the request and the name of the answer', (action) => {
    expect(session({ action })).toEqual({
      accessKeyId: 'ASIANEW',
      issuedAt: '2026-11-28T00:00:00Z',
      principal: { kind: 'role', arn: roleArn, sessionName: 'ses' },
      facts: {
        ...{ policyArns: [], tags: {}, sessionName: 'ses' },
        ...(action === 'AssumeRole' ? { federatedProvider: null } : {}),
      },
    });
  });

  it.each<[string, Given]>([
    ['the answer names another role', { arn: assumed('other') }],
    ['the answer names another account', { arn: assumed('reader', 'ses', '999999999999') }],
    ['the answer names no session', { arn: `arn:aws:sts::${account}:assumed-role/reader` }],
    ['the answer names a user', { arn: userArn }],
    ['the answer names nothing', { arn: undefined }],
    ['the request names no role', { parameters: { RoleArn: '' } }],
    [
      'the request names a user',
      { parameters: { RoleArn: `arn:aws:iam::${account}:user/reader` } },
    ],
    [
      'the request names a role without a name',
      { parameters: { RoleArn: `arn:aws:iam::${account}:role/` } },
    ],
    [
      'the request names an account of other length',
      { parameters: { RoleArn: 'arn:aws:iam::1:role/reader' } },
    ],
  ])('stays unknown when %s', (_, given) => {
    expect(session(given)).toBeUndefined();
  });
});

describe('a context key of a session', () => {
  const factsOf = (given: Given) => session(given)?.facts;
  const tags = {
    ...{ 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' },
    ...{ 'Tags.member.2.Key': 'empty' },
  };

  it('aws:PrincipalTag has the tags of the request, and no other', () => {
    expect(factsOf({ parameters: tags })?.tags).toEqual({ team: 'blue', empty: '' });
    expect(factsOf({})?.tags).toEqual({});
  });

  it.each(roleActions)('aws:FederatedProvider is none for AssumeRole only (%s)', (action) => {
    const expected = action === 'AssumeRole' ? null : undefined;
    expect(factsOf({ action })?.federatedProvider).toBe(expected);
  });

  it('aws:SourceIdentity is that of AssumeRole, and unknown without one', () => {
    const parameters = { SourceIdentity: 'ada' };
    expect(factsOf({ parameters })?.sourceIdentity).toBe('ada');
    expect(factsOf({})).not.toHaveProperty('sourceIdentity');
    expect(factsOf({ action: 'AssumeRoleWithSAML', parameters })).not.toHaveProperty(
      'sourceIdentity',
    );
  });

  it('sts:RoleSessionName is that of the answer, and not that of the request', () => {
    const parameters = { RoleSessionName: 'asked' };
    expect(factsOf({ parameters, arn: assumed('reader', 'given') })?.sessionName).toBe('given');
  });

  it('limits the session by its own policy and its managed policies', () => {
    const parameters = { Policy: '{}', 'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/A' };
    expect(factsOf({ parameters })).toMatchObject({
      policy: '{}',
      policyArns: ['arn:aws:iam::aws:policy/A'],
    });
    expect(factsOf({ parameters: { Policy: '' } })).not.toHaveProperty('policy');
  });
});

describe('a session of a user', () => {
  it('of GetSessionToken is its maker, with the facts of the maker', () => {
    const facts = { tags: { team: 'blue' } };
    expect(session({ action: 'GetSessionToken', maker: identityOf(user, facts) })).toMatchObject({
      ...{ accessKeyId: 'ASIANEW', principal: user, facts },
    });
    expect(session({ action: 'GetSessionToken', maker: unknown })).toBeUndefined();
  });

  it('of GetFederationToken is a federated user with the limits of the request', () => {
    const action = 'GetFederationToken';
    const parameters = { Name: 'bob', Policy: '{}' };
    expect(session({ action, parameters })).toMatchObject({
      principal: { kind: 'federated-user', userArn, name: 'bob' },
      facts: { policy: '{}', policyArns: [], tags: {} },
    });
    expect(session({ action })).toBeUndefined();
    expect(session({ action, parameters, maker: unknown })).toBeUndefined();
    const root: Principal = { kind: 'root', partition: 'aws', account };
    expect(session({ action, parameters, maker: identityOf(root) })).toBeUndefined();
  });
});

describe('an operation of STS', () => {
  it.each([...roleActions, 'GetSessionToken', 'GetFederationToken'])(
    '%s makes a session',
    (action) => {
      expect(makesSession({ action, parameters: new Map() })).toBe(true);
    },
  );

  it.each(['GetCallerIdentity', 'DecodeAuthorizationMessage', 'toString', ''])(
    '%s makes no session',
    (action) => {
      expect(makesSession({ action, parameters: new Map() })).toBe(false);
      expect(session({ action })).toBeUndefined();
    },
  );
});
