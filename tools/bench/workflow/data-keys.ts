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

/** The recorded calls to KMS of the execution role for the workflow. */
export type KmsCalls = { dataKeys: number; all: number };

/**
 * Starts executions, one each minute by the clock of the gateway, which the benchmark sets forward,
 * and counts the calls that the gateway records.
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
    // The emulator itself does not enforce the key.
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

/** Calls of the execution role for the workflow itself, not for its logs. */
function isOfWorkflow(
  { userIdentity, requestParameters }: KmsEvent,
  stateMachine: string,
): boolean {
  const context = Object(requestParameters['encryptionContext']);
  return (
    userIdentity['type'] === 'AssumedRole' && context['aws:states:stateMachineArn'] === stateMachine
  );
}

/**
 * The largest number of data keys that AWS documents: a new one after each reuse period.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_EncryptionConfiguration.html
 */
export function documentedDataKeys(reuseSeconds: number): number {
  return Math.ceil((ARRIVALS.count * ARRIVALS.everySeconds) / reuseSeconds);
}
