import { afterAll, describe, expect, it } from '@jest/globals';
import { cleanUpOnExit } from 'helpers/clean-up';
import { quietProgress } from 'helpers/progress';
import { TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { endure } from '../endurance.ts';
import { planOf } from '../plan/plan.ts';
import { summary } from '../verdict/summary.ts';
import { evaluateRun } from '../verdict/verdict.ts';

/** ENDURANCE_SEED repeats a failed run. */
const SEED = Number(process.env['ENDURANCE_SEED'] ?? Date.now() % 2 ** 32);
const SIZE = { executions: 104, bursts: 8 };

const cleanUp = cleanUpOnExit(
  (message) => process.stderr.write(`${message}\n`),
  () => {},
);
afterAll(() => cleanUp.run(), 60_000);

describe('a hundred executions, while every part of local AWS is killed once', () => {
  it(
    'are each recorded exactly once or known to have failed, and only the auditor can read them',
    async () => {
      const records = await endure(planOf(SEED, SIZE), SEED, quietProgress, cleanUp, {
        rests: false,
      });
      const wrong = Object.fromEntries(evaluateRun(records));
      if (Object.keys(wrong).length > 0) {
        process.stderr.write(`ENDURANCE_SEED=${SEED}\n${summary(records).join('\n')}\n`);
      }
      expect(wrong).toEqual({});
    },
    TIMEOUT,
  );
});
