import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { hole } from '../unknown-text.ts';
import { fixture, type RandomFixture } from './harness/arbitrary.ts';
import { type AnyFixture, decideFixture } from './harness/decide-fixture.ts';

// Takes seconds on a busy machine. A wrong answer still fails at once.
jest.setTimeout(60_000);

/** The part of a text that becomes a hole: its start, its end, or all of it. */
const cuts = fc.constantFrom('all', 'beginning', 'end');

function withHole(text: string, cut: string): string {
  const half = Math.ceil(text.length / 2);
  if (cut === 'all' || text.length < 2) return hole('X');
  return cut === 'beginning' ? hole('X') + text.slice(half) : text.slice(0, half) + hole('X');
}

/** Returns the value with a hole in place of the text, list or object number `at`. */
function punched(value: unknown, at: { left: number }, cut: string): unknown {
  const here = at.left === 0;
  at.left -= 1;
  if (typeof value === 'string') return here ? withHole(value, cut) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (here) return hole('X');
  if (Array.isArray(value)) return value.map((item: unknown) => punched(item, at, cut));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, punched(item, at, cut)]),
  );
}

const parts = ['key', 'identity', 'boundary', 'session'] as const;

/** Returns the fixture with a hole in one policy; undefined if the policies have fewer values. */
function withHoleAt(
  before: RandomFixture,
  part: (typeof parts)[number],
  at: number,
  cut: string,
): AnyFixture | undefined {
  const left = { left: at };
  const statements = before[part].map((one) => punched(one, left, cut));
  return left.left < 0 ? { ...before, [part]: statements } : undefined;
}

describe('a decision with an unknown value in a policy', () => {
  it('is the same as without the unknown value, or unknown', () => {
    const counts = { same: 0, unknown: 0 };
    fc.assert(
      fc.property(
        fixture,
        fc.constantFrom(...parts),
        fc.nat({ max: 40 }),
        cuts,
        (before, part, at, cut) => {
          const after = withHoleAt(before, part, at, cut);
          fc.pre(after !== undefined);
          if (!after) return;
          const now = decideFixture(after).outcome;
          counts[now === 'unknown' ? 'unknown' : 'same'] += 1;

          if (now !== 'unknown') expect(now).toBe(decideFixture(before).outcome);
        },
      ),
      { numRuns: 4000 },
    );

    expect(Math.min(counts.same, counts.unknown)).toBeGreaterThan(200);
  });
});
