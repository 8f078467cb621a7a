import { describe, expect, it } from '@jest/globals';
import { dataKeys } from '../states/data-keys.ts';

const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:one';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000001';
const OTHER = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000002';

describe('a data key', () => {
  // id: data-key-reuse
  it('is reused only until its period ends', () => {
    let now = 5000;
    const keys = dataKeys(() => now);
    expect(keys.isLive(MACHINE, KEY)).toBe(false);
    keys.generated(MACHINE, KEY, 60);
    now += 59_999;
    expect(keys.isLive(MACHINE, KEY)).toBe(true);
    now += 1;
    expect(keys.isLive(MACHINE, KEY)).toBe(false);
  });

  it('is used for one state machine and one key', () => {
    const keys = dataKeys(() => 0);
    keys.generated(MACHINE, KEY, 900);
    expect(keys.isLive(`${MACHINE}-other`, KEY)).toBe(false);
    expect(keys.isLive(MACHINE, OTHER)).toBe(false);
  });
});
