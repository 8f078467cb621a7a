import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateKeyCommand, KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { clientDeadlines } from 'helpers/client-deadlines';
import { poll } from 'helpers/poll';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';

/** An encrypted state machine that the root user can read, and an execution that has ended. */
export type GatewayBenchFixture = {
  stateMachineArn: string;
  executionArn: string;
  /** Takes the permission to decrypt from the root user. @param endpoint of the gateway. */
  denyReads(endpoint: string): Promise<void>;
};

const policy = (principal: object, action: string | string[]) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: action, Resource: '*' }],
  });

/** Creates it in an emulator. */
export async function gatewayBenchFixture(endpoint: string): Promise<GatewayBenchFixture> {
  const requestHandler = clientDeadlines();
  const credentials = rootOf(LOCAL.account);
  const settings = { endpoint, region: LOCAL.region, credentials, requestHandler };
  const sfn = new SFNClient(settings);
  const trust = { Service: 'states.amazonaws.com' };
  const { Role } = await new IAMClient(settings).send(
    new CreateRoleCommand({
      RoleName: 'bench',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: trust, Action: 'sts:AssumeRole' }],
      }),
    }),
  );
  const principals = { AWS: [`arn:aws:iam::${LOCAL.account}:root`, Role?.Arn] };
  const { KeyMetadata } = await new KMSClient(settings).send(
    new CreateKeyCommand({ Policy: policy(principals, 'kms:*') }),
  );
  const { stateMachineArn = '' } = await sfn.send(
    new CreateStateMachineCommand({
      name: 'bench',
      roleArn: Role?.Arn ?? '',
      definition: JSON.stringify({
        StartAt: 'Pass',
        States: { Pass: { Type: 'Pass', End: true } },
      }),
      encryptionConfiguration: {
        type: 'CUSTOMER_MANAGED_KMS_KEY',
        kmsKeyId: KeyMetadata?.Arn ?? '',
      },
    }),
  );
  const start = { stateMachineArn, input: '{"a":1}' };
  const { executionArn = '' } = await sfn.send(new StartExecutionCommand(start));
  await poll('The first execution', async () => {
    const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return status === 'RUNNING' ? undefined : true;
  });
  return {
    stateMachineArn,
    executionArn,
    async denyReads(gateway) {
      const actions = ['kms:DescribeKey', 'kms:PutKeyPolicy'];
      const kms = new KMSClient({ ...settings, endpoint: gateway });
      const KeyId = KeyMetadata?.KeyId;
      await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: policy(principals, actions) }));
    },
  };
}
