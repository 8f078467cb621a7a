import {
  DescribeStateMachineCommand,
  StartExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { rootOf } from 'helpers/root-credentials';
import { type KmsEvent, startGateway } from 'key-gateway';
import { clients } from 'local-aws/aws/clients';
import { LOCAL } from 'local-aws/aws/environment';
import type { WorkflowBenchFixture } from './workflow-bench-fixture.ts';

/** One execution starts each minute for half an hour. */
export const ARRIVALS = { count: 30, everySeconds: 60 } as const;

/** What is recorded of calls to KMS for the workflow, in the name of its execution role. */
export type KmsCalls = { dataKeys: number; all: number };

/**
 * Starts executions, one each minute by the clock of the gateway, which is set forward in between,
 * and counts what the gateway records.
 */
export async function kmsCalls(
  { emulator, outputs, folderFor }: WorkflowBenchFixture,
  reuseSeconds: number,
): Promise<KmsCalls> {
  let ahead = 0;
  const gateway = await startGateway({
    upstream: emulator.url,
    folder: folderFor(`reuse-${reuseSeconds}`),
    clock: () => performance.now() + ahead,
  });
  try {
    const endpoint = { url: gateway.url, region: LOCAL.region };
    const { stepFunctions } = clients(endpoint, rootOf(LOCAL.account));
    const stateMachineArn = outputs.StockTradingStateMachineArn;
    // The emulator itself shows it to anybody.
    const behind = clients({ ...endpoint, url: emulator.url }, rootOf(LOCAL.account));
    const { definition } = await behind.stepFunctions.send(
      new DescribeStateMachineCommand({ stateMachineArn }),
    );
    await stepFunctions.send(
      new UpdateStateMachineCommand({
        ...{ stateMachineArn, definition },
        encryptionConfiguration: {
          type: 'CUSTOMER_MANAGED_KMS_KEY',
          kmsKeyId: outputs.StateMachineKmsKeyArn,
          kmsDataKeyReusePeriodSeconds: reuseSeconds,
        },
      }),
    );
    for (let count = 0; count < ARRIVALS.count; count += 1) {
      const input = '{"ticker":"AMZN","stock_price":42}';
      await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, input }));
      ahead += ARRIVALS.everySeconds * 1000;
    }
    const calls = gateway.events().filter((event) => isOfWorkflow(event, stateMachineArn));
    const dataKeys = calls.filter(({ eventName }) => eventName === 'GenerateDataKey').length;
    return { dataKeys, all: calls.length };
  } finally {
    await gateway.stop();
  }
}

/** Of the execution role, and for the workflow itself, not for its logs. */
function isOfWorkflow({ userIdentity, requestParameters }: KmsEvent, machine: string): boolean {
  const context = Object(requestParameters['encryptionContext']);
  return (
    userIdentity['type'] === 'AssumedRole' && context['aws:states:stateMachineArn'] === machine
  );
}

/**
 * The most data keys that AWS documents: a new one when the reuse period is over.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_EncryptionConfiguration.html
 */
export function documentedDataKeys(reuseSeconds: number): number {
  return Math.ceil((ARRIVALS.count * ARRIVALS.everySeconds) / reuseSeconds);
}
