import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import {
  identityStatement,
  keyStatement,
  principals,
  type RandomStatement,
  type RandomWorld,
  world,
} from './harness/arbitrary.ts';
import { decideWorld } from './harness/decide-fixture.ts';

const runs = { numRuns: 1000 };
// Seconds where the machine is busy; a wrong answer fails at once all the same.
jest.setTimeout(60_000);
const parts = ['key', 'identity', 'boundary', 'session'] as const;
const part = fc.constantFrom(...parts);

/** Fails when the second world allows what the first does not. */
function opensNoDoor(before: RandomWorld, after: RandomWorld): void {
  const now = decideWorld(after).outcome;
  if (now === 'allowed') expect(decideWorld(before).outcome).toBe('allowed');
}

describe('a decision', () => {
  it('never allows more after a Deny is added to a policy', () => {
    fc.assert(
      fc.property(world, part, keyStatement, identityStatement, (before, name, key, identity) => {
        // A boundary or session policy that was not there would be a new limit, not a new Deny.
        fc.pre(before[name].length > 0);
        const added = { ...(name === 'key' ? key : identity), Effect: 'Deny' as const };

        opensNoDoor(before, { ...before, [name]: [...before[name], added] });
      }),
      runs,
    );
  });

  it('never allows more after an Allow is taken out of a policy', () => {
    fc.assert(
      fc.property(world, part, fc.nat(), (before, name, at) => {
        const allows = before[name].filter(({ Effect }) => Effect === 'Allow');
        fc.pre(allows.length > 0 && before[name].length > 1);
        const gone = allows[at % allows.length];

        opensNoDoor(before, { ...before, [name]: before[name].filter((one) => one !== gone) });
      }),
      runs,
    );
  });

  it('does not hang on the order of statements and of values', () => {
    const shuffled = (statements: readonly RandomStatement[], seed: number) =>
      seed % 2
        ? statements.map(turned).reverse()
        : [...statements.slice(1), ...statements.slice(0, 1)];
    fc.assert(
      fc.property(world, fc.nat({ max: 3 }), (before, seed) => {
        const after = {
          principal: before.principal,
          key: shuffled(before.key, seed),
          identity: shuffled(before.identity, seed),
          boundary: shuffled(before.boundary, seed),
          session: shuffled(before.session, seed),
        };
        const [first, second] = [decideWorld(before), decideWorld(after)];

        expect(second.outcome).toBe(first.outcome);
        expect(second.rule).toBe(first.rule);
        expect(second.unknown).toEqual(first.unknown);
      }),
      runs,
    );
  });

  it('never allows more after a statement gets a condition on a key that nobody knows', () => {
    const operators = fc.constantFrom(
      ...['StringEquals', 'StringNotEquals', 'StringLikeIfExists', 'StringNotLikeIfExists'],
      ...['ForAllValues:StringEquals', 'ForAnyValue:StringEquals', 'Null'],
    );
    fc.assert(
      fc.property(world, part, fc.nat(), operators, (before, name, at, operator) => {
        fc.pre(before[name].length > 0);
        const chosen = at % before[name].length;
        const value = operator === 'Null' ? 'true' : 'x';
        const extra = { [operator]: { 'nobody:Knows': [value] } };
        const changed = before[name].map((one, index) =>
          index === chosen ? { ...one, Condition: merged(one.Condition, operator, extra) } : one,
        );

        opensNoDoor(before, { ...before, [name]: changed });
      }),
      runs,
    );
  });

  it('that stands without a value stands whatever the value all out to be', () => {
    const values = fc.constantFrom(null, 'a', 'b', 'z', ['a', 'b'], ['a', 'z']);
    fc.assert(
      fc.property(world, values, (one, value) => {
        const without = decideWorld(one).outcome;
        fc.pre(without !== 'unknown');

        expect(decideWorld(one, { 'app:Open': value }).outcome).toBe(without);
      }),
      runs,
    );
  });

  it('comes out each way often enough for these properties to mean something', () => {
    const seen = new Map<string, number>();
    for (const one of fc.sample(world, { numRuns: 2000, seed: 7 })) {
      const { outcome } = decideWorld(one);
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
