/**
 * moto gave a session of any role for any token, without credentials, and the gateway then counted the
 * caller as a session of that role.
 */
import { describe, expect, it } from '@jest/globals';
import { whyNotAssumeWithToken } from '../../caller/may-assume-with-token.ts';
import { ACCOUNT, REGION, ROLE_ARN, stateOf, trustPolicy, USER_ARN } from './decision-fixture.ts';

type Json = Readonly<Record<string, unknown>>;
const WEB = 'AssumeRoleWithWebIdentity';
const SAML = 'AssumeRoleWithSAML';
const PROVIDER = `arn:aws:iam::${ACCOUNT}:oidc-provider/id.example.com`;
const SAML_PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/corp`;

const token = (claims: unknown) =>
  ['e30', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'sig'].join('.');
const claims = { iss: 'https://id.example.com', aud: 'app', sub: 'ada' };
const trusts = (Principal: Json | string, action: string, Condition?: Json): Json => ({
  ...{ Effect: 'Allow', Principal, Action: `sts:${action}` },
  ...(Condition ? { Condition } : {}),
});

function why(action: string, parameters: Record<string, string>, ...trust: Json[]) {
  const state = stateOf({ trust: async () => trustPolicy(...trust) });
  const call = {
    action,
    parameters: new Map(Object.entries({ RoleArn: ROLE_ARN, ...parameters })),
  };
  const facts = { at: new Date(), sourceIp: '10.0.0.1', userAgent: '', region: REGION };
  return whyNotAssumeWithToken(call, facts, state);
}

const denied = (action: string) =>
  expect.stringContaining(`not authorized to perform: sts:${action}`);

describe('a session for a token', () => {
  // id: token-needs-trust
  it('needs the trust of the role in the provider of the token', async () => {
    const parameters = { WebIdentityToken: token(claims) };
    expect(await why(WEB, parameters, trusts({ Federated: PROVIDER }, WEB))).toBeUndefined();
    for (const trust of [
      trusts({ Federated: `${PROVIDER}2` }, WEB),
      trusts({ Federated: PROVIDER }, SAML),
      trusts({ Federated: PROVIDER }, 'AssumeRole'),
      trusts({ AWS: USER_ARN }, WEB),
      trusts({ AWS: USER_ARN }, 'AssumeRole'),
      trusts({ Service: 'states.amazonaws.com' }, '*'),
    ]) {
      expect(await why(WEB, parameters, trust)).toEqual(denied(WEB));
    }
  });

  it.each<[string, Json, Json]>([
    ['aud', { 'id.example.com:aud': 'app' }, { 'id.example.com:aud': 'other' }],
    ['sub', { 'id.example.com:sub': 'ada' }, { 'id.example.com:sub': 'bob' }],
    ['a claim that is not known', { 'sts:RoleSessionName': 'ses' }, { 'id.example.com:amr': 'x' }],
  ])('compares a condition with %s', async (_, matching, other) => {
    const parameters = { WebIdentityToken: token(claims), RoleSessionName: 'ses' };
    const under = (pair: Json) => trusts({ Federated: PROVIDER }, WEB, { StringEquals: pair });
    expect(await why(WEB, parameters, under(matching))).toBeUndefined();
    expect(await why(WEB, parameters, under(other))).toEqual(denied(WEB));
  });

  it('names providers of AWS and of ProviderId without an ARN', async () => {
    for (const iss of ['accounts.google.com', 'https://cognito-identity.amazonaws.com']) {
      const provider = iss.replace('https://', '');
      const parameters = { WebIdentityToken: token({ iss }) };
      expect(await why(WEB, parameters, trusts({ Federated: provider }, WEB))).toBeUndefined();
    }
    const amazon = { ProviderId: 'www.amazon.com', WebIdentityToken: 'opaque' };
    expect(await why(WEB, amazon, trusts({ Federated: 'www.amazon.com' }, WEB))).toBeUndefined();
    expect(await why(WEB, amazon, trusts({ Federated: PROVIDER }, WEB))).toEqual(denied(WEB));
  });

  it.each([
    ['no token', {}],
    ['a token without a provider', { WebIdentityToken: token({ sub: 'ada' }) }],
    ['a token with an empty provider', { WebIdentityToken: token({ iss: '' }) }],
    ['a token that is not JSON', { WebIdentityToken: 'a.b.c' }],
    ['a token of one part', { WebIdentityToken: 'abc' }],
    ['a token of a list', { WebIdentityToken: token([]) }],
  ])('is denied for %s', async (_, parameters) => {
    const open = trusts({ Federated: '*' }, WEB);
    const expected = 'The token does not name its identity provider.';
    expect(await why(WEB, parameters as Record<string, string>, open)).toBe(expected);
  });

  it('of SAML needs the trust of the role in the provider that the request names', async () => {
    const parameters = { PrincipalArn: SAML_PROVIDER };
    expect(await why(SAML, parameters, trusts({ Federated: SAML_PROVIDER }, SAML))).toBeUndefined();
    expect(await why(SAML, parameters, trusts({ Federated: PROVIDER }, SAML))).toEqual(
      denied(SAML),
    );
    expect(await why(SAML, {}, trusts({ Federated: '*' }, SAML))).toBe(
      'The token does not name its identity provider.',
    );
  });

  it('does not concern other operations', async () => {
    for (const action of ['AssumeRole', 'GetSessionToken', 'GetFederationToken']) {
      expect(await why(action, {})).toBeUndefined();
    }
  });
});
