import { GetKeyPolicyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { clients } from '../../../aws/clients.ts';
import { finishedTrade } from '../../../demo/trade.ts';
import type { BrowserFixture } from './browser-fixture.ts';

/** The root user's clients at the gateway. */
export const rootClients = ({ endpoint, root }: BrowserFixture) => clients(endpoint, root);

/** Runs a trade to its end. @returns the execution's name. */
export async function trade(fixture: BrowserFixture, input: object): Promise<string> {
  const sdk = rootClients(fixture);
  const { executionArn = '' } = await sdk.stepFunctions.send(
    new StartExecutionCommand({
      stateMachineArn: fixture.stack.StockTradingStateMachineArn,
      input: JSON.stringify(input),
    }),
  );
  await finishedTrade(sdk, fixture.stack, executionArn);
  return executionArn.slice(executionArn.lastIndexOf(':') + 1);
}

/** Returns the present key policy, and a function that restores it. */
export async function keepPolicy(fixture: BrowserFixture): Promise<() => Promise<void>> {
  const { kms } = rootClients(fixture);
  const KeyId = fixture.stack.StateMachineKmsKeyArn;
  const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
  return async () => {
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));
  };
}

/** Adds a statement to the key policy. */
export async function addStatement(fixture: BrowserFixture, statement: object): Promise<void> {
  const { kms } = rootClients(fixture);
  const KeyId = fixture.stack.StateMachineKmsKeyArn;
  const { Policy = '{}' } = await kms.send(
    new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }),
  );
  const { Statement, ...rest }: { Statement: object[] } = JSON.parse(Policy);
  const more = JSON.stringify({ ...rest, Statement: [...Statement, statement] });
  await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: more }));
}

/** The template's statement that lets an auditor read. */
export const auditorReads = ({ endpoint, stack }: BrowserFixture): object => ({
  Sid: 'AuditorReadsThroughStepFunctions',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::123456789012:role/auditor' },
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: {
    StringEquals: {
      'kms:ViaService': `states.${endpoint.region}.amazonaws.com`,
      'kms:EncryptionContext:aws:states:stateMachineArn': stack.StockTradingStateMachineArn,
    },
  },
});
