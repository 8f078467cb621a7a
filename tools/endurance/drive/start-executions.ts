import { SFNServiceException, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import type { EnduranceFixture } from '../fixture/endurance-fixture.ts';
import { identityClient } from '../fixture/identity-client.ts';
import type { EnvironmentFault } from '../plan/environment-faults.ts';
import type { Order } from '../plan/plan.ts';
import type { StartRecord } from '../verdict/records.ts';

/** A word in every input. Only the auditor can ever read it. */
export const SECRET = 'Z9MARKED';

/** The limit of concurrent executions: the emulator runs a process for each function of each execution. */
const AT_ONCE = 16;
/** Milliseconds to wait until an execution reaches the table. */
const TIMEOUT_MS = 5000;

/** Starts executions, some at a time, and keeps the answers. */
export type Starter = {
  start(orders: readonly Order[], environmentFault?: EnvironmentFault): Promise<void>;
};

/** @param records takes one record for each order. */
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
 * A client error (4xx) is a decision: nothing was started. After any other error, the execution can
 * have started although the answer was lost. Then only its name shows whether it exists.
 */
function answerOf(error: unknown): { answer: 'denied' | 'unknown'; error: string } {
  const name = error instanceof Error ? error.name : typeof error;
  const status = error instanceof SFNServiceException ? error.$metadata.httpStatusCode : undefined;
  const decided = status !== undefined && status >= 400 && status < 500;
  return { answer: decided ? 'denied' : 'unknown', error: name };
}
