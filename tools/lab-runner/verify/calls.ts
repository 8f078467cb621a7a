import type { RecordedCall } from '../learner-lab.ts';
import { type Check, done } from './check.ts';

/**
 * Returns a check that a call was made on the key of the deployed workflow. In a real account the calls
 * are not visible at once.
 */
export const called = (
  title: string,
  hint: string,
  is: (call: RecordedCall) => boolean,
): Check => ({
  title,
  hint,
  async look(lab) {
    const [calls, keyArn] = await Promise.all([lab.calls(), lab.keyArn()]);
    return calls ? done(calls.some((call) => call.keyArn === keyArn && is(call))) : 'unknown';
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

/** Returns a check for a successful operation on the key. */
export const operated = (operation: string): Check =>
  called(
    `${operation} was called for the key of the workflow`,
    `Follow the section of the page that calls ${operation}.`,
    (call) => call.operation === operation && !call.isDenied,
  );

/** Checks that the last event of log delivery is an allowed one. */
export const logsArriveAgain: Check = {
  title: 'Log delivery can decrypt again',
  hint: 'Put the saved policy back, and trade until the log has it.',
  async look(lab) {
    const [calls, keyArn] = await Promise.all([lab.calls(), lab.keyArn()]);
    if (!calls) return 'unknown';
    const last = calls.findLast(
      (call) => call.keyArn === keyArn && call.principal === 'delivery.logs.amazonaws.com',
    );
    return done(last?.isDenied === false);
  },
};

/** Checks that the auditor read with a key of another account than the auditor's. */
export const readWithForeignKey: Check = {
  title: 'The auditor read an execution under the key of the other account',
  hint: 'Attach reader.json to the role of the auditor, and describe the execution as the auditor.',
  async look(lab) {
    const calls = await lab.calls();
    if (!calls) return 'unknown';
    return done(
      calls.some(
        ({ operation, principal, isDenied, keyArn }) =>
          operation === 'Decrypt' &&
          !isDenied &&
          endsWith(principal, 'auditor') &&
          accountOf(keyArn) !== accountOf(principal),
      ),
    );
  },
};

const accountOf = (arn: string): string | undefined => arn.split(':')[4];

/** The name of a user ends the ARN. After the name of a role comes its session. */
export const endsWith = (arn: string, name: string): boolean =>
  arn.endsWith(`/${name}`) || arn.includes(`:assumed-role/${name}/`) || arn.endsWith(`:${name}`);
