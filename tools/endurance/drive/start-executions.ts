import { SFNServiceException, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import type { EnduranceFixture } from '../fixture/endurance-fixture.ts';
import { identityClient } from '../fixture/identity-client.ts';
import type { EnvironmentFault } from '../plan/environment-faults.ts';
import type { Order } from '../plan/plan.ts';
import type { StartRecord } from '../verdict/records.ts';

/** A word in every input, which nobody but the auditor may ever be shown. */
export const SECRET = 'Z9MARKED';

/** So many are on their way at once: the emulator runs a process for each function of each. */
const AT_ONCE = 16;
/** Milliseconds after which one that does not come to the table is waited for no longer. */
const TIMEOUT_MS = 5000;

/** Starts executions, some at a time, and keeps what was answered. */
export type Starter = {
  start(orders: readonly Order[], environmentFault?: EnvironmentFault): Promise<void>;
};

/** @param records takes one for each order. */
export function starterFor(fixture: EnduranceFixture, records: StartRecord[]): Starter {
  const { stepFunctions } = identityClient(fixture.endpoint, rootOf(LOCAL.account));
  const startOne = async (
    order: Order,
    environmentFault: EnvironmentFault | undefined,
  ): Promise<void> => {
    if (order.fault) fixture.control.set(order.name, order.fault);
    const from = Date.now();
    const reached = fixture.control.reached(order.name, TIMEOUT_MS);
    const answer = await stepFunctions
      .send(
        new StartExecutionCommand({
          stateMachineArn: fixture.stack.StockTradingStateMachineArn,
          name: order.name,
          input: JSON.stringify({ ticker: SECRET, stock_price: order.price }),
        }),
      )
      .then(() => ({ answer: 'accepted' as const }), answerOf);
    records.push({
      ...order,
      ...(environmentFault ? { environmentFault } : {}),
      ...answer,
      from,
      to: Date.now(),
    });
    if (answer.answer === 'accepted') await reached;
  };
  return {
    async start(orders, environmentFault) {
      const left = [...orders];
      const worker = async (): Promise<void> => {
        for (let order = left.shift(); order !== undefined; order = left.shift()) {
          await startOne(order, environmentFault);
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
