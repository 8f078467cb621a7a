import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { CreateStateMachineCommand } from '@aws-sdk/client-sfn';
import {
  administration,
  definition,
  deploying,
  forStateMachine,
} from 'test-fixtures/encrypted-workflow';
import { policy } from 'test-fixtures/gateway-fixture';
import type { BrowserFixture } from './browser-fixture.ts';
import { rootClients } from './workflow.ts';

/** Name of a slow workflow, so that tests can act while it runs. */
export const SLOW = 'slow';

const SECONDS = 300;

/** Creates the slow workflow, with its own key. */
export async function createSlowStateMachine(fixture: BrowserFixture): Promise<void> {
  const { iam, kms, stepFunctions } = rootClients(fixture);
  const trust = { Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' } };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: SLOW,
      AssumeRolePolicyDocument: policy([{ ...trust, Action: 'sts:AssumeRole' }]),
    }),
  );
  const roleArn = Role?.Arn ?? '';
  const statements = [administration, deploying, forStateMachine(roleArn, SLOW)];
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: policy(statements) }));
  await stepFunctions.send(
    new CreateStateMachineCommand({
      ...{ name: SLOW, roleArn, definition: definition(SECONDS) },
      encryptionConfiguration: { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: KeyMetadata?.Arn },
    }),
  );
}
