/** The report once cited the first statement that matched, although another one decided. */
import { describe, expect, it } from '@jest/globals';
import { decideKms, type Principal, parsePolicy, type Verdict } from '../../index.ts';

const account = '111122223333';
const alice = `arn:aws:iam::${account}:user/alice`;
const role = `arn:aws:iam::${account}:role/reader`;
const root = { AWS: `arn:aws:iam::${account}:root` };
const all = { Effect: 'Allow', Action: '*', Resource: '*' };
const key = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
const viaService = { 'kms:ViaService': 'states.us-east-1.amazonaws.com' };

interface Around {
  readonly principal?: Principal;
  readonly own?: readonly object[];
  readonly boundary?: readonly object[];
  /** The statements of the policy at each level of the organization. */
  readonly scp?: readonly (readonly object[])[];
  readonly keyAccount?: string;
}

const user: Principal = { kind: 'user', arn: alice };

/** Returns the verdict on a direct call of kms:Decrypt, with statements of a key policy. */
function verdictOf(statements: readonly object[], around: Around = {}): Verdict {
  const { principal = user, own = [], boundary, scp, keyAccount = account } = around;
  const parse = (Statement: readonly object[], kind: Parameters<typeof parsePolicy>[1]) =>
    parsePolicy({ Version: '2012-10-17', Statement }, kind, kind.replaceAll('-', ' '));
  return decideKms({
    request: { operation: 'Decrypt' },
    caller: {
      ...{ principal, identityPolicies: own.map((one) => parse([one], 'identity-policy')) },
      ...(boundary ? { boundary: parse(boundary, 'permissions-boundary') } : {}),
      ...(scp
        ? { serviceControlPolicies: scp.map((one) => [parse(one, 'service-control-policy')]) }
        : {}),
    },
    key: {
      arn: `arn:aws:kms:us-east-1:${keyAccount}:key/1`,
      ...{ state: 'Enabled', grants: [], policy: parse(statements, 'key-policy') },
    },
  });
}

const delegates = { ...key, Sid: 'Delegates', Principal: root };
const namesIt = { ...key, Sid: 'NamesIt', Principal: { AWS: alice } };
const everyone = { ...key, Sid: 'Everyone', Principal: '*' };
const names = (principals: string, sid: string) =>
  `The key policy names ${principals} and allows it (statement "${sid}" of key policy).`;

describe('a reason that allows', () => {
  // id: reason-names-the-deciding-statement
  it.each([
    ['after one that delegates', [delegates, namesIt]],
    ['before one that delegates', [namesIt, delegates]],
    ['after one for everyone', [everyone, namesIt]],
  ])('cites the statement that names the principal, %s', (_where, statements) => {
    expect(verdictOf(statements, { own: [all] }).reason).toBe(names('the principal', 'NamesIt'));
  });

  it('cites the statement that delegates if a condition of the statement that names the caller fails', () => {
    const bound = { ...namesIt, Condition: { StringEquals: viaService } };

    expect(verdictOf([bound, everyoneOfAnother(), delegates], { own: [all] }).reason).toBe(
      'The key policy delegates the decision to the account, and the principal\'s own policy allows it (statement "Delegates" of key policy).',
    );
  });

  it.each([
    ['kms:CallerAccount', 'StringEquals', 'everyone in the account'],
    ['aws:PrincipalAccount', 'StringLike', 'everyone in the account'],
    ['kms:CallerAccount', 'StringEqualsIfExists', 'everyone'],
    ['aws:SecureTransport', 'Null', 'everyone'],
    // The account of the key is not the account of the caller.
    ['aws:ResourceAccount', 'StringEquals', 'everyone'],
  ])('with %s %s for everyone names %s', (name, operator, principals) => {
    const value = operator === 'Null' ? 'false' : account;
    const bound = { ...everyone, Condition: { [operator]: { [name]: value } } };

    expect(verdictOf([bound]).reason).toBe(names(principals, 'Everyone'));
  });

  it('says "everyone" if the condition also allows another account', () => {
    const accounts = { 'kms:CallerAccount': ['444455556666', account] };
    const bound = { ...everyone, Condition: { StringEquals: accounts } };

    expect(verdictOf([bound]).reason).toBe(names('everyone', 'Everyone'));
  });

  it('cites a statement that names both the principal and the account', () => {
    const both = { ...key, Sid: 'Both', Principal: { AWS: [alice, root.AWS] } };

    expect(verdictOf([both]).reason).toBe(names('the principal', 'Both'));
  });

  it('says "everyone" if the statement does not have a restriction', () => {
    expect(verdictOf([everyone]).reason).toBe(names('everyone', 'Everyone'));
  });

  it('says "every AWS service" if the caller is a service', () => {
    const services = { ...key, Sid: 'Services', Principal: { Service: '*' } };
    const principal: Principal = { kind: 'service', name: 'logs.amazonaws.com' };

    expect(verdictOf([services], { principal }).reason).toBe(
      names('every AWS service', 'Services'),
    );
  });

  it('prefers the statement for the role of a session, unless a permissions boundary denies the request', () => {
    const byRole = { ...key, Sid: 'Role', Principal: { AWS: role } };
    const principal: Principal = { kind: 'role', arn: role, sessionName: 'one' };
    const boundary = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }];
    const statements = [everyone, byRole];

    expect(verdictOf(statements, { principal }).reason).toBe(names('the principal', 'Role'));
    expect(verdictOf(statements, { principal, boundary }).reason).toBe(
      names('everyone', 'Everyone'),
    );
  });

  it('cites the statement that names the principal also across accounts', () => {
    const keyAccount = '444455556666';

    expect(verdictOf([delegates, namesIt], { own: [all], keyAccount }).reason).toBe(
      'Both accounts allow it (statement "NamesIt" of key policy).',
    );
    expect(verdictOf([delegates], { own: [all], keyAccount }).reason).toBe(
      'Both accounts allow it (statement "Delegates" of key policy).',
    );
  });
});

/** A statement for all principals of another account, with a condition that fails. */
function everyoneOfAnother(): object {
  return { ...everyone, Condition: { StringEquals: { 'kms:CallerAccount': '444455556666' } } };
}

describe('a reason that denies', () => {
  const failed = { StringEquals: viaService };
  const twice = { StringEquals: { ...viaService, 'aws:PrincipalAccount': '444455556666' } };
  const far = { ...namesIt, Sid: 'Far', Condition: twice };
  const near = { ...namesIt, Sid: 'Near', Condition: failed };
  const cited = (verdict: Verdict) => /"(\w+)" of ([\w ]+) wants/.exec(verdict.reason)?.slice(1);

  // id: reason-names-the-nearest-miss
  it.each([
    ['last', [far, near]],
    ['first', [near, far]],
  ])('cites the statement with the fewest failed conditions, %s', (_where, statements) => {
    const verdict = verdictOf(statements);

    expect(cited(verdict)).toEqual(['Near', 'key policy']);
    expect(verdict.failed).toHaveLength(3);
  });

  it('cites the first of two statements that match equally well', () => {
    expect(cited(verdictOf([near, { ...near, Sid: 'Later' }]))?.[0]).toBe('Near');
  });

  it('cites a statement that names the principal before one that delegates', () => {
    const statements = [{ ...delegates, Condition: failed }, near];

    expect(cited(verdictOf(statements))?.[0]).toBe('Near');
  });

  it('prefers a statement with an unknown condition to one with a failed condition', () => {
    const open = { StringEquals: viaService, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    const half = { ...namesIt, Sid: 'Half', Condition: open };

    expect(cited(verdictOf([far, half]))?.[0]).toBe('Half');
    expect(cited(verdictOf([far, half, near]))?.[0]).toBe('Near');
  });

  it('counts only unknown conditions, not conditions that hold', () => {
    const holds = { StringEquals: { 'aws:PrincipalAccount': account, ...viaService } };
    const open = { StringEquals: viaService, IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    const statements = [
      { ...namesIt, Sid: 'Open', Condition: open },
      { ...namesIt, Sid: 'Holds', Condition: { ...holds, Bool: { 'aws:SecureTransport': true } } },
    ];
    const verdict = verdictOf(statements);

    expect(cited(verdict)?.[0]).toBe('Holds');
    expect(verdict.failed.map(({ key: name }) => name)).toEqual([
      'kms:ViaService',
      'kms:ViaService',
    ]);
  });

  it('does not cite a Deny, or a statement that delegates where the own policy does not allow', () => {
    const deny = { ...namesIt, Sid: 'Deny', Effect: 'Deny', Condition: failed };
    const again = { ...delegates, Sid: 'Again', Condition: failed };

    expect(verdictOf([deny]).reason).toBe('The key policy does not allow it.');
    expect(verdictOf([delegates, again]).reason).toBe(
      "None of the principal's own policies allows it.",
    );
  });

  it('prefers a statement that names the principal and the account to one for the account', () => {
    const statements = [
      { ...delegates, Condition: failed },
      { ...near, Principal: { AWS: [alice, root.AWS] } },
    ];

    expect(cited(verdictOf(statements))?.[0]).toBe('Near');
  });

  it('cites the policy of the organization if that policy does not allow the request', () => {
    const scp = [
      { ...all, Sid: 'Two', Condition: twice },
      { ...all, Sid: 'One', Condition: failed },
    ];

    const wanted = ['One', 'service control policy'];
    expect(cited(verdictOf([namesIt, near], { scp: [scp] }))).toEqual(wanted);
    // Each level must allow the request. The policy of the first level does.
    expect(cited(verdictOf([namesIt, near], { scp: [[all], scp] }))).toEqual(wanted);
  });

  it('cites only policies that can change the answer', () => {
    const own = [{ ...all, Sid: 'Own', Condition: failed }];

    expect(verdictOf([{ ...delegates, Action: 'kms:Encrypt' }], { own }).reason).toBe(
      'The key policy does not allow it.',
    );
    expect(cited(verdictOf([delegates], { own }))).toEqual(['Own', 'identity policy']);
    expect(cited(verdictOf([delegates, near]))).toEqual(['Near', 'key policy']);
    expect(cited(verdictOf([delegates, near], { keyAccount: '444455556666' }))).toBeUndefined();
  });
});
