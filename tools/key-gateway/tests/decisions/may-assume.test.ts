import { describe, expect, it } from '@jest/globals';
import { whyNotAssume } from '../../caller/may-assume.ts';
import {
  ACCOUNT,
  allow,
  IDENTITY,
  REGION,
  ROLE_ARN,
  ROOT_ARN,
  stateOf,
  trustPolicy,
  USER_ARN,
  userWith,
} from './decision-fixture.ts';

type Given = {
  readonly parameters?: Readonly<Record<string, string>>;
  readonly trust?: Readonly<Record<string, unknown>>[];
  readonly own?: Readonly<Record<string, unknown>>[];
};

const trusts = (Action: string | string[], Condition?: object, AWS = USER_ARN) => ({
  ...{ Effect: 'Allow', Principal: { AWS }, Action },
  ...(Condition ? { Condition } : {}),
});

function why({ parameters = {}, trust = [trusts('sts:*')], own = [allow('sts:*')] }: Given) {
  const state = stateOf({
    caller: async () => userWith(...own),
    trust: async (arn) => {
      expect(arn).toBe(parameters['RoleArn'] ?? ROLE_ARN);
      return trustPolicy(...trust);
    },
  });
  const call = {
    action: 'AssumeRole',
    parameters: new Map(Object.entries({ RoleArn: ROLE_ARN, ...parameters })),
  };
  const facts = {
    ...{ at: new Date('2026-11-28T00:00:00Z'), sourceIp: '10.0.0.1', userAgent: 'test' },
    region: REGION,
  };
  return whyNotAssume(call, IDENTITY, facts, state);
}

const allowed = undefined;
const denies = (action: string) =>
  `User: ${USER_ARN} is not authorized to perform: sts:${action} on resource: ${ROLE_ARN}`;
const tag = { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'blue' };

describe('AssumeRole', () => {
  it('needs the trust policy, and the policies of the caller where it delegates to the account', async () => {
    expect(await why({})).toBe(allowed);
    expect(await why({ trust: [trusts('sts:*', undefined, `${USER_ARN}2`)] })).toContain(
      denies('AssumeRole'),
    );
    const trust = [trusts('sts:*', undefined, ROOT_ARN)];
    expect(await why({ trust })).toBe(allowed);
    expect(await why({ trust, own: [] })).toContain(denies('AssumeRole'));
  });

  // id: tags-need-permission
  it('needs a permission for tags only when it has tags', async () => {
    const trust = [trusts(['sts:AssumeRole', 'sts:SetSourceIdentity'])];
    expect(await why({ trust })).toBe(allowed);
    expect(await why({ trust, parameters: tag })).toContain(denies('TagSession'));
    expect(await why({ trust: [trusts('sts:TagSession')], parameters: tag })).toContain(
      denies('AssumeRole'),
    );
  });

  it('needs a permission for a source identity only when it has one', async () => {
    const trust = [trusts(['sts:AssumeRole', 'sts:TagSession'])];
    expect(await why({ trust })).toBe(allowed);
    const parameters = { SourceIdentity: 'ada' };
    expect(await why({ trust, parameters })).toContain(denies('SetSourceIdentity'));
    const both = [trusts(['sts:AssumeRole', 'sts:SetSourceIdentity'])];
    expect(await why({ trust: both, parameters })).toBe(allowed);
  });

  const equals = (name: string, value: string | string[]) => ({ StringEquals: { [name]: value } });
  const absent = (name: string) => ({ Null: { [name]: 'true' } });
  it.each<[string, Record<string, string>, object, Record<string, string>]>([
    ['sts:ExternalId', { ExternalId: 'x1' }, equals('sts:ExternalId', 'x1'), { ExternalId: 'x2' }],
    [
      'sts:RoleSessionName',
      { RoleSessionName: 'ses' },
      equals('sts:RoleSessionName', 'ses'),
      { RoleSessionName: 'other' },
    ],
    [
      'sts:SourceIdentity',
      { SourceIdentity: 'ada' },
      equals('sts:SourceIdentity', 'ada'),
      { SourceIdentity: 'bob' },
    ],
    [
      'aws:RequestTag',
      tag,
      equals('aws:RequestTag/team', 'blue'),
      { ...tag, 'Tags.member.1.Value': 'red' },
    ],
    [
      'aws:RequestTag of the second tag',
      { ...tag, 'Tags.member.2.Key': 'cost', 'Tags.member.2.Value': '7' },
      equals('aws:RequestTag/cost', '7'),
      tag,
    ],
    [
      'aws:RequestTag without a value',
      { 'Tags.member.1.Key': 'team' },
      equals('aws:RequestTag/team', ''),
      tag,
    ],
    [
      'aws:TagKeys',
      tag,
      { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'team' } },
      { ...tag, 'Tags.member.1.Key': 'cost' },
    ],
    [
      'sts:TransitiveTagKeys',
      { ...tag, 'TransitiveTagKeys.member.1': 'team' },
      { 'ForAnyValue:StringEquals': { 'sts:TransitiveTagKeys': 'team' } },
      tag,
    ],
    ['no sts:ExternalId', {}, absent('sts:ExternalId'), { ExternalId: 'x1' }],
    ['no sts:RoleSessionName', {}, absent('sts:RoleSessionName'), { RoleSessionName: 'ses' }],
    ['no sts:SourceIdentity', {}, absent('sts:SourceIdentity'), { SourceIdentity: 'ada' }],
    ['no aws:TagKeys', {}, absent('aws:TagKeys'), tag],
    [
      'no sts:TransitiveTagKeys',
      tag,
      absent('sts:TransitiveTagKeys'),
      { ...tag, 'TransitiveTagKeys.member.1': 'team' },
    ],
    ['no aws:RequestTag', {}, absent('aws:RequestTag/team'), tag],
  ])('compares a condition with %s', async (_, matching, Condition, other) => {
    const trust = [trusts('sts:*', Condition)];
    expect(await why({ trust, parameters: matching })).toBe(allowed);
    expect(await why({ trust, parameters: other })).toContain('is not authorized to perform: sts:');
  });

  it('does not know other keys of the request', async () => {
    const Condition = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } };
    expect(await why({ trust: [trusts('sts:*', Condition)] })).toContain(denies('AssumeRole'));
  });

  it('compares a condition with the address of the caller', async () => {
    const from = (range: string) => [trusts('sts:*', { IpAddress: { 'aws:SourceIp': range } })];
    expect(await why({ trust: from('10.0.0.0/8') })).toBe(allowed);
    expect(await why({ trust: from('192.168.0.0/16') })).toContain(denies('AssumeRole'));
  });

  it('is not possible for a root user', async () => {
    const state = stateOf({
      caller: async () => ({
        principal: { kind: 'root', partition: 'aws', account: ACCOUNT },
        identityPolicies: [],
      }),
      trust: async () => trustPolicy(trusts('sts:*', undefined, ROOT_ARN)),
    });
    const call = { action: 'AssumeRole', parameters: new Map([['RoleArn', ROLE_ARN]]) };
    const facts = { at: new Date(), sourceIp: '10.0.0.1', userAgent: '', region: REGION };
    expect(await whyNotAssume(call, IDENTITY, facts, state)).toBe(
      'Roles may not be assumed by root accounts.',
    );
  });

  it('reads the trust policy of the role that the request names', async () => {
    const parameters = { RoleArn: `${ROLE_ARN}2` };
    expect(await why({ parameters })).toBe(allowed);
    const asked: string[] = [];
    const state = stateOf({
      caller: async () => userWith(allow('sts:*')),
      trust: async (arn) => {
        asked.push(arn);
        return trustPolicy(trusts('sts:*'));
      },
    });
    const facts = { at: new Date(), sourceIp: '', userAgent: '', region: REGION };
    const call = { action: 'AssumeRole', parameters: new Map<string, string>() };
    await expect(whyNotAssume(call, IDENTITY, facts, state)).rejects.toThrow();
    expect(asked).toEqual(['']);
  });
});
