import fc from 'fast-check';
import type { Principal } from '../../index.ts';

/** Random policies from few values, so that principals, actions and conditions often match. */
const A = '111122223333';
const alice = `arn:aws:iam::${A}:user/alice`;
const role = `arn:aws:iam::${A}:role/team/Trader`;
const session = `arn:aws:sts::${A}:assumed-role/Trader/run`;
const member = 'arn:aws:iam::444455556666:role/Member';

export interface RandomStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly Principal?: { readonly AWS: readonly string[] };
  readonly NotPrincipal?: { readonly AWS: readonly string[] };
}

export const principals: readonly Principal[] = [
  { kind: 'user', arn: alice },
  { kind: 'role', arn: role, sessionName: 'run' },
  { kind: 'role', arn: role },
  { kind: 'role', arn: member, sessionName: 'm' },
  { kind: 'root', partition: 'aws', account: A },
  { kind: 'service', name: 'delivery.logs.amazonaws.com' },
];

const list = (...values: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const effect = fc.constantFrom('Allow', 'Allow', 'Deny');
const actions = list('kms:Decrypt', 'kms:*', 'kms:Encrypt', 'kms:De*', '*');
const names = list('*', A, alice, role, session, member, `arn:aws:iam::${A}:root`);
const operator = fc.constantFrom(
  ...['StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists'],
  ...['ForAllValues:StringEquals', 'ForAnyValue:StringEquals', 'ForAnyValue:StringNotEquals'],
);
/** The request has `app:Known` and `app:Absent`; a property test varies `app:Open`. */
const key = fc.constantFrom('app:Known', 'app:Absent', 'app:Open');
const condition = fc
  .tuple(operator, key, list('a', 'b', 'c'))
  .map(([one, name, values]) => ({ Condition: { [one]: { [name]: values } } }));
const rest = fc.tuple(effect, fc.oneof(fc.constant({}), condition)).map(([Effect, one]) => ({
  Effect: Effect === 'Deny' ? ('Deny' as const) : ('Allow' as const),
  Resource: '*',
  ...one,
}));
const acting = fc.oneof(
  { weight: 3, arbitrary: actions.map((Action) => ({ Action })) },
  { weight: 1, arbitrary: actions.map((NotAction) => ({ NotAction })) },
);
const principal = fc.oneof(
  { weight: 4, arbitrary: names.map((AWS) => ({ Principal: { AWS } })) },
  { weight: 1, arbitrary: names.map((AWS) => ({ NotPrincipal: { AWS } })) },
);

export const identityStatement: fc.Arbitrary<RandomStatement> = fc
  .tuple(rest, acting)
  .map(([one, two]) => ({ ...one, ...two }));
export const keyStatement: fc.Arbitrary<RandomStatement> = fc
  .tuple(rest, acting, principal)
  .map(([one, two, three]) => ({ ...one, ...two, ...three }));

export interface RandomFixture {
  readonly principal: Principal;
  readonly key: readonly RandomStatement[];
  readonly identity: readonly RandomStatement[];
  readonly boundary: readonly RandomStatement[];
  readonly session: readonly RandomStatement[];
}

const some = (one: fc.Arbitrary<RandomStatement>) => fc.array(one, { minLength: 1, maxLength: 4 });
const maybe = fc.oneof(fc.constant([]), some(identityStatement));

export const fixture: fc.Arbitrary<RandomFixture> = fc.record({
  principal: fc.constantFrom(...principals),
  key: some(keyStatement),
  identity: maybe,
  boundary: maybe,
  session: maybe,
});
