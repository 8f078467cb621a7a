import { CreateActivityCommand, DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import type { Credentials } from 'helpers/root-credentials';
import { createStack } from 'test-fixtures/create-stack';
import { executionRole, stateMachine } from 'test-fixtures/encrypted-workflow';
import { allow, type GatewayFixture } from 'test-fixtures/gateway-fixture';
import { LOCAL } from '../../../aws/environment.ts';
import { deployable } from '../deployable.ts';

/** The stack of the encrypted activity, with the resources that it uses. */
export type ApprovalStack = {
  /** ARN of the stock trading workflow. */
  readonly trading: string;
  /** ARN of the workflow in front of it. */
  readonly approval: string;
  readonly activityArn: string;
  readonly workerRoleArn: string;
  /** A user that can assume the worker's role. */
  readonly approver: Credentials;
};

/**
 * Creates the stack. The emulator's CloudFormation does not support activities, so the API creates
 * the activity with the configuration of the template; the template creates everything else.
 */
export async function createApprovalStack(fixture: GatewayFixture): Promise<ApprovalStack> {
  const { cloudFormation, stepFunctions } = fixture.sdk();
  const trading = await stateMachine(
    fixture,
    'stock-trading',
    await executionRole(fixture, 'trading'),
  );
  const approver = await fixture.user('approver', [allow('sts:AssumeRole')]);
  const outputs = await createStack(cloudFormation, {
    name: 'approval',
    template: deployable({
      template: 'stacks/encrypted-activity/template.yaml',
      definition: 'stacks/encrypted-activity/approval.asl.json',
      without: ['ApprovalActivity'],
    }),
    parameters: {
      StockTradingStateMachineArn: trading,
      ApproverArn: `arn:aws:iam::${LOCAL.account}:user/approver`,
    },
  });
  const approval = outputs['ApprovalStateMachineArn'] ?? '';
  const { encryptionConfiguration } = await stepFunctions.send(
    new DescribeStateMachineCommand({ stateMachineArn: approval, includedData: 'METADATA_ONLY' }),
  );
  await stepFunctions.send(
    new CreateActivityCommand({ name: 'approval', encryptionConfiguration }),
  );
  return {
    trading,
    approval,
    activityArn: outputs['ApprovalActivityArn'] ?? '',
    workerRoleArn: outputs['ApprovalWorkerRoleArn'] ?? '',
    approver,
  };
}
