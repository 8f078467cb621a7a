import { describe, expect, it } from '@jest/globals';
import type { Change } from '../../verdict/records.ts';
import { AT_FIRST, lostIn, rulesDuring } from '../../verdict/timeline.ts';

const OFF = { ...AT_FIRST, keyEnabled: false };
const changes: readonly Change[] = [
  { from: 100, to: 110, rules: OFF },
  { from: 200, to: 210, rules: AT_FIRST },
];

describe('the rules that may have held', () => {
  it.each([
    ['before a change', 10, 99, [AT_FIRST]],
    ['while it is made', 101, 102, [AT_FIRST, OFF]],
    ['after it', 111, 199, [OFF]],
    ['across it', 90, 120, [AT_FIRST, OFF]],
    ['across both', 90, 220, [AT_FIRST, OFF, AT_FIRST]],
    ['after both', 300, 310, [AT_FIRST]],
  ])('%s', (_when, from, to, rules) => {
    expect(rulesDuring(changes, { from, to })).toEqual(rules);
  });

  it('are those of the deployment when nothing changes', () => {
    expect(rulesDuring([], { from: 1, to: 2 })).toEqual([AT_FIRST]);
  });
});

describe('what was done', () => {
  const restarts = [
    { how: 'killed', savedAt: 100, unsaved: [], leftAt: 200, downAt: 210, upAt: 300 },
  ] as const;

  it.each([
    ['before the state was saved', 80, 99, false],
    ['between that and the kill', 120, 130, true],
    ['as the emulator fell', 190, 220, true],
    ['after it fell', 211, 220, false],
  ])('%s: lost is %4$s', (_when, from, to, lost) => {
    expect(lostIn(restarts, { from, to })).toBe(lost);
  });
});
