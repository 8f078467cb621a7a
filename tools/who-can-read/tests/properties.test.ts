import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import {
  fixture,
  identityStatement,
  keyStatement,
  principals,
  type RandomFixture,
  type RandomStatement,
} from './harness/arbitrary.ts';
import { decideFixture } from './harness/decide-fixture.ts';

const runs = { numRuns: 1000 };
// Takes seconds on a busy machine. A wrong answer still fails at once.
jest.setTimeout(60_000);
const parts = ['key', 'identity', 'boundary', 'session'] as const;
const part = fc.constantFrom(...parts);

/** Fails when the second fixture allows a request that the first does not. */
function allowsNoMore(before: RandomFixture, after: RandomFixture): void {
  const now = decideFixture(after).outcome;
  if (now === 'allowed') expect(decideFixture(before).outcome).toBe('allowed');
}

describe('a decision', () => {
  it('never allows more after a Deny is added to a policy', () => {
    fc.assert(
      fc.property(fixture, part, keyStatement, identityStatement, (before, name, key, identity) => {
        // A boundary or session policy that the fixture does not have would be a new limit, not a new Deny.
        fc.pre(before[name].length > 0);
        const added = { ...(name === 'key' ? key : identity), Effect: 'Deny' as const };

        allowsNoMore(before, { ...before, [name]: [...before[name], added] });
      }),
      runs,
    );
  });

  it('never allows more after an Allow is removed from a policy', () => {
    fc.assert(
      fc.property(fixture, part, fc.nat(), (before, name, at) => {
        const allows = before[name].filter(({ Effect }) => Effect === 'Allow');
        fc.pre(allows.length > 0 && before[name].length > 1);
        const gone = allows[at % allows.length];

        allowsNoMore(before, { ...before, [name]: before[name].filter((one) => one !== gone) });
      }),
      runs,
    );
  });

  it('does not depend on the order of statements and of values', () => {
    const shuffled = (statements: readonly RandomStatement[], seed: number) =>
      seed % 2
        ? statements.map(turned).reverse()
        : [...statements.slice(1), ...statements.slice(0, 1)];
    fc.assert(
      fc.property(fixture, fc.nat({ max: 3 }), (before, seed) => {
        const after = {
          principal: before.principal,
          key: shuffled(before.key, seed),
          identity: shuffled(before.identity, seed),
          boundary: shuffled(before.boundary, seed),
          session: shuffled(before.session, seed),
        };
        const [first, second] = [decideFixture(before), decideFixture(after)];

        expect(second.outcome).toBe(first.outcome);
        expect(second.rule).toBe(first.rule);
        expect(second.unknown).toEqual(first.unknown);
      }),
      runs,
    );
  });

  it('never allows more after a statement gets a condition on an unknown context key', () => {
    const operators = fc.constantFrom(
      ...['StringEquals', 'StringNotEquals', 'StringLikeIfExists', 'StringNotLikeIfExists'],
      ...['ForAllValues:StringEquals', 'ForAnyValue:StringEquals', 'Null'],
    );
    fc.assert(
      fc.property(fixture, part, fc.nat(), operators, (before, name, at, operator) => {
        fc.pre(before[name].length > 0);
        const chosen = at % before[name].length;
        const value = operator === 'Null' ? 'true' : 'x';
        const extra = { [operator]: { 'app:Unknown': [value] } };
        const changed = before[name].map((one, index) =>
          index === chosen ? { ...one, Condition: merged(one.Condition, operator, extra) } : one,
        );

        allowsNoMore(before, { ...before, [name]: changed });
      }),
      runs,
    );
  });

  it('that is certain while a value is unknown is the same for every value', () => {
    const values = fc.constantFrom(null, 'a', 'b', 'z', ['a', 'b'], ['a', 'z']);
    fc.assert(
      fc.property(fixture, values, (one, value) => {
        const without = decideFixture(one).outcome;
        fc.pre(without !== 'unknown');

        expect(decideFixture(one, { 'app:Open': value }).outcome).toBe(without);
      }),
      runs,
    );
  });

  it('has each outcome often enough for a useful test', () => {
    const seen = new Map<string, number>();
    for (const one of fc.sample(fixture, { numRuns: 2000, seed: 7 })) {
      const { outcome } = decideFixture(one);
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }

    for (const outcome of ['allowed', 'denied', 'unknown']) {
      expect(seen.get(outcome) ?? 0).toBeGreaterThan(100);
    }
    expect(principals.length).toBeGreaterThan(4);
  });
});

type Condition = NonNullable<RandomStatement['Condition']>;

function merged(before: Condition | undefined, operator: string, extra: Condition): Condition {
  return { ...before, [operator]: { ...before?.[operator], ...extra[operator] } };
}

function turned(statement: RandomStatement): RandomStatement {
  const { Action, Principal, Condition } = statement;
  const flip = (values: readonly string[]) => [...values].reverse();
  return {
    ...statement,
    ...(Action ? { Action: flip(Action) } : {}),
    ...(Principal ? { Principal: { AWS: flip(Principal.AWS) } } : {}),
    ...(Condition
      ? {
          Condition: Object.fromEntries(
            Object.entries(Condition).map(([operator, keys]) => [
              operator,
              Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, flip(values)])),
            ]),
          ),
        }
      : {}),
  };
}
