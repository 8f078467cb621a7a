import { SFNServiceException, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import type { Stage } from '../fixture/endurance-fixture.ts';
import { askerFor } from '../fixture/identity-client.ts';
import type { Upset } from '../plan/environment-faults.ts';
import type { Order } from '../plan/plan.ts';
import type { StartRecord } from '../verdict/records.ts';

/** A word in every input, which nobody but the auditor may ever be shown. */
export const SECRET = 'Z9MARKED';

/** So many are on their way at once: the emulator runs a process for each function of each. */
const AT_ONCE = 16;
/** Milliseconds after which one that does not come to the table is waited for no longer. */
const PATIENCE_MS = 5000;

/** Starts executions, some at a time, and keeps what was answered. */
export type Starter = { start(orders: readonly Order[], upset?: Upset): Promise<void> };

/** @param records takes one for each order. */
export function starterFor(stage: Stage, records: StartRecord[]): Starter {
  const { stepFunctions } = askerFor(stage.endpoint, rootOf(LOCAL.account));
  const startOne = async (order: Order, upset: Upset | undefined): Promise<void> => {
    if (order.mishap) stage.desk.set(order.name, order.mishap);
    const from = Date.now();
    const reached = stage.desk.reached(order.name, PATIENCE_MS);
    const answer = await stepFunctions
      .send(
        new StartExecutionCommand({
          stateMachineArn: stage.stack.StockTradingStateMachineArn,
          name: order.name,
          input: JSON.stringify({ ticker: SECRET, stock_price: order.price }),
        }),
      )
      .then(() => ({ answer: 'accepted' as const }), answerOf);
    records.push({ ...order, ...(upset ? { upset } : {}), ...answer, from, to: Date.now() });
    if (answer.answer === 'accepted') await reached;
  };
  return {
    async start(orders, upset) {
      const left = [...orders];
      const worker = async (): Promise<void> => {
        for (let order = left.shift(); order !== undefined; order = left.shift()) {
          await startOne(order, upset);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    },
  };
}

/**
 * An error of the client's making (4xx) was decided: nothing was started. After any other, the
 * execution may have been started and the answer lost, and only its name tells.
 */
function answerOf(error: unknown): { answer: 'refused' | 'unknown'; error: string } {
  const name = error instanceof Error ? error.name : typeof error;
  const status = error instanceof SFNServiceException ? error.$metadata.httpStatusCode : undefined;
  const decided = status !== undefined && status >= 400 && status < 500;
  return { answer: decided ? 'refused' : 'unknown', error: name };
}
