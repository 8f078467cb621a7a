import type { Clock } from '../emulator-state/state-cache.ts';

/** The data keys that Step Functions holds. */
export type DataKeys = {
  /** Returns whether a state machine's data key under this key is still in use. */
  isLive(stateMachineArn: string, keyArn: string): boolean;
  /** Records that a data key was generated now, with its reuse period in seconds. */
  generated(stateMachineArn: string, keyArn: string, reuseSeconds: number): void;
};

const MAX_KEYS = 10_000;

/**
 * One data key for each state machine, reused until its reuse period has passed.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_EncryptionConfiguration.html
 *
 * @param clock milliseconds that only go forward.
 */
export function dataKeys(clock: Clock): DataKeys {
  const until = new Map<string, number>();
  const name = (stateMachineArn: string, keyArn: string): string => `${stateMachineArn} ${keyArn}`;
  return {
    isLive: (stateMachineArn, keyArn) =>
      clock() < (until.get(name(stateMachineArn, keyArn)) ?? -Infinity),
    generated(stateMachineArn, keyArn, reuseSeconds) {
      if (until.size >= MAX_KEYS) until.clear();
      until.set(name(stateMachineArn, keyArn), clock() + reuseSeconds * 1000);
    },
  };
}
