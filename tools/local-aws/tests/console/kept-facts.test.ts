/**
 * Each pause in the policy editor read all policies of the account again, although only the text in the
 * editor had changed.
 */
import { describe, expect, it } from '@jest/globals';
import type { StackFacts } from 'who-can-read';
import { keepFacts } from '../../console/access/kept-facts.ts';

const FACTS = {} as StackFacts;

function setUp() {
  const state: { version: number | undefined; now: number; reads: number } = {
    ...{ version: 1, now: 0, reads: 0 },
  };
  const keep = keepFacts(
    () => state.version,
    () => state.now,
  );
  const read = (arn = 'a') =>
    keep(arn, async () => {
      state.reads += 1;
      return FACTS;
    });
  return { state, keep, read };
}

describe('the facts of a state machine', () => {
  it('are read once while nothing changes', async () => {
    const { state, read } = setUp();
    await read();
    await read();
    expect(state.reads).toBe(1);
  });

  it('are read for each state machine', async () => {
    const { state, read } = setUp();
    await read('a');
    await read('b');
    expect(state.reads).toBe(2);
  });

  it.each([
    ['after a change', { version: 2 }],
    ['during a change', { version: undefined }],
    ['after 30 seconds', { now: 30_000 }],
  ])('are read again %s', async (_when, change) => {
    const { state, read } = setUp();
    await read();
    Object.assign(state, change);
    await read();
    expect(state.reads).toBe(2);
  });

  it('are not cached if they were read during a change', async () => {
    const { state, read } = setUp();
    state.version = undefined;
    await read();
    state.version = 2;
    await read();
    await read();
    expect(state.reads).toBe(2);
  });

  it('are read again if the read failed', async () => {
    const { keep, read } = setUp();
    await expect(keep('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await read()).toBe(FACTS);
  });
});
