import type { RecordedCall } from '../learner-lab.ts';
import { type Check, done } from './check.ts';

/** Returns a check that KMS was called. In a real account the calls are not visible at once. */
export const called = (
  title: string,
  hint: string,
  is: (call: RecordedCall) => boolean,
): Check => ({
  title,
  hint,
  async look(lab) {
    const calls = await lab.calls();
    return calls ? done(calls.some(is)) : 'unknown';
  },
});

/** Returns a check for a call that KMS denied to an identity. */
export const denied = (identity: string): Check =>
  called(
    `KMS denied Decrypt to ${identity}`,
    `Describe an execution as ${identity}.`,
    ({ operation, principal, isDenied }) =>
      operation === 'Decrypt' && isDenied && endsWith(principal, identity),
  );

/** Returns a check for a successful operation on a key. */
export const operated = (operation: string): Check =>
  called(
    `${operation} was called`,
    `Follow the section of the page that calls ${operation}.`,
    (call) => call.operation === operation && !call.isDenied,
  );

/** The name of a user ends the ARN. After the name of a role comes its session. */
export const endsWith = (arn: string, name: string): boolean =>
  arn.endsWith(`/${name}`) || arn.includes(`:assumed-role/${name}/`) || arn.endsWith(`:${name}`);
