import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import {
  CreateStateMachineCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import {
  administration,
  definition,
  deploying,
  forStateMachine,
} from 'test-fixtures/encrypted-workflow';
import { policy } from 'test-fixtures/gateway-fixture';
import { LOCAL } from '../../../aws/environment.ts';
import type { BrowserFixture } from './browser-fixture.ts';
import { rootClients } from './workflow.ts';

/** Name of a slow workflow, so that tests can act while it runs. */
export const SLOW = 'slow';

const SECONDS = 300;

/** Creates a slow workflow, with its own key. @returns the ARN of the key. */
export async function createSlowStateMachine(
  fixture: BrowserFixture,
  name: string = SLOW,
): Promise<string> {
  const { iam, kms, stepFunctions } = rootClients(fixture);
  const trust = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' } };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: name,
      AssumeRolePolicyDocument: policy([{ ...trust, Action: 'sts:AssumeRole' }]),
    }),
  );
  const roleArn = Role?.Arn ?? '';
  const statements = [administration, deploying, forStateMachine(roleArn, name)];
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: policy(statements) }));
  await stepFunctions.send(
    new CreateStateMachineCommand({
      ...{ name, roleArn, definition: definition(SECONDS) },
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KeyMetadata?.Arn },
    }),
  );
  return KeyMetadata?.Arn ?? '';
}

/** Starts an execution and stops it, so that it stays in the list. */
export async function startNamed(
  fixture: BrowserFixture,
  stateMachine: string,
  name: string,
): Promise<void> {
  const { stepFunctions } = rootClients(fixture);
  const stateMachineArn = `arn:aws:states:${fixture.endpoint.region}:${LOCAL.account}:stateMachine:${stateMachine}`;
  const { executionArn } = await stepFunctions.send(
    new StartExecutionCommand({ stateMachineArn, name }),
  );
  await stepFunctions.send(new StopExecutionCommand({ executionArn }));
}
