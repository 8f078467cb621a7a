import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../verdict/records.ts';
import { INITIAL_RULES, lostIn, rulesDuring } from '../../verdict/timeline.ts';

const OFF = { ...INITIAL_RULES, keyEnabled: false };
const changes: readonly Change[] = [
  { from: 100, to: 110, rules: OFF },
  { from: 200, to: 210, rules: INITIAL_RULES },
];

describe('the rules that can have applied', () => {
  it.each([
    ['before a change', 10, 99, [INITIAL_RULES]],
    ['during a change', 101, 102, [INITIAL_RULES, OFF]],
    ['after it', 111, 199, [OFF]],
    ['across a change', 90, 120, [INITIAL_RULES, OFF]],
    ['across both times', 90, 220, [INITIAL_RULES, OFF, INITIAL_RULES]],
    ['after both times', 300, 310, [INITIAL_RULES]],
  ])('%s', (_when, from, to, rules) => {
    expect(rulesDuring(changes, { from, to })).toEqual(rules);
  });

  it('are those of the deployment without a change', () => {
    expect(rulesDuring([], { from: 1, to: 2 })).toEqual([INITIAL_RULES]);
  });
});

describe('an action', () => {
  const restarts = [
    { how: 'killed', savedAt: 100, unsaved: [], leftAt: 200, downAt: 210, upAt: 300 },
  ] as const;

  it.each([
    ['before the state was saved', 80, 99, false],
    ['between the saved state and the kill', 120, 130, true],
    ['while the emulator ended', 190, 220, true],
    ['after the emulator ended', 211, 220, false],
  ])('%s: lost is %4$s', (_when, from, to, lost) => {
    expect(lostIn(restarts, { from, to })).toBe(lost);
  });
});
