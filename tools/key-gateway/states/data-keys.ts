import type { Clock } from '../emulator-state/state-cache.ts';

/** The data keys that Step Functions holds. */
export type DataKeys = {
  /** Whether a state machine's data key is still in use under this key; only looks. */
  isLive(stateMachineArn: string, keyArn: string): boolean;
  /** Notes that one was generated now, to be reused for so many seconds. */
  generated(stateMachineArn: string, keyArn: string, reuseSeconds: number): void;
};

const MAX_KEYS = 10_000;

/**
 * One data key a state machine, reused until its reuse period has passed since it was generated.
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
