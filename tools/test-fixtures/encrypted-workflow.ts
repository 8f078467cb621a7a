import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { poll } from 'helpers/poll';
import type { Credentials } from 'helpers/root-credentials';
import { LOCAL } from 'local-aws/aws/environment';
import { allow, type GatewayFixture, type Json, ROOT } from './gateway-fixture.ts';

/** A word in definitions and inputs that no principal without the key can see. */
export const SECRET = 'marked-secret-7d1f';

export const stateMachineArn = (name: string): string =>
  `arn:aws:states:${LOCAL.region}:${LOCAL.account}:stateMachine:${name}`;

/** The permissions of Step Functions on a key for one state machine. */
export const forStateMachine = (roleArn: string, name: string): Json => ({
  Sid: 'Workflow',
  Effect: 'Allow',
  Principal: { AWS: roleArn },
  Action: ['kms:GenerateDataKey', 'kms:Decrypt'],
  Resource: '*',
  Condition: {
    StringEquals: { 'kms:EncryptionContext:aws:states:stateMachineArn': stateMachineArn(name) },
  },
});

/** Administration without use, and the permissions for a deployment, for the account. */
export const administration: Json = {
  Sid: 'Administration',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${LOCAL.account}:root` },
  Action: [
    ...['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy', 'kms:ListGrants'],
    ...['kms:DisableKey', 'kms:EnableKey', 'kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion'],
    ...['kms:CreateGrant', 'kms:RevokeGrant'],
  ],
  Resource: '*',
};

export const deploying: Json = {
  Sid: 'WritingWithoutReading',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${LOCAL.account}:root` },
  Action: 'kms:GenerateDataKey',
  Resource: '*',
  Condition: { StringEquals: { 'kms:ViaService': `states.${LOCAL.region}.amazonaws.com` } },
};

/** A principal that can read through Step Functions only. */
export const reading = (roleArn: string): Json => ({
  Sid: 'Auditor',
  Effect: 'Allow',
  Principal: { AWS: roleArn },
  Action: 'kms:Decrypt',
  Resource: '*',
  Condition: { StringEquals: { 'kms:ViaService': `states.${LOCAL.region}.amazonaws.com` } },
});

export const executionRole = (fixture: GatewayFixture, name: string): Promise<string> =>
  fixture.role(name, { Service: 'states.amazonaws.com' }, [allow('lambda:InvokeFunction')]);

/** A definition that returns its input after some seconds. */
export const definition = (seconds = 0): string =>
  JSON.stringify({
    Comment: SECRET,
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', Seconds: seconds, Next: 'Pass' },
      Pass: { Type: 'Pass', End: true },
    },
  });

/** Creates a state machine, encrypted with a key if one is given. */
export async function stateMachine(
  fixture: GatewayFixture,
  name: string,
  roleArn: string,
  kmsKeyId?: string,
  more: { seconds?: number; reuseSeconds?: number; as?: Credentials; text?: string } = {},
): Promise<string> {
  const { stateMachineArn } = await fixture.sdk(more.as ?? ROOT).stepFunctions.send(
    new CreateStateMachineCommand({
      name,
      roleArn,
      definition: more.text ?? definition(more.seconds),
      ...(kmsKeyId
        ? {
            encryptionConfiguration: {
              type: 'CUSTOMER_MANAGED_KMS_KEY',
              kmsKeyId,
              ...(more.reuseSeconds ? { kmsDataKeyReusePeriodSeconds: more.reuseSeconds } : {}),
            },
          }
        : {}),
    }),
  );
  return stateMachineArn ?? '';
}

/** Starts an execution with the marked secret in its input. */
export async function startOne(
  fixture: GatewayFixture,
  stateMachineArn: string,
  as?: Credentials,
  more: Json = {},
): Promise<string> {
  const { executionArn } = await fixture.sdk(as).stepFunctions.send(
    new StartExecutionCommand({
      stateMachineArn,
      input: JSON.stringify({ secret: SECRET, ...more }),
    }),
  );
  return executionArn ?? '';
}

/** Waits until an execution has ended, and reads its metadata only. @returns its status. */
export const ended = (fixture: GatewayFixture, executionArn: string): Promise<string> =>
  poll('The end of the execution', async () => {
    const { status } = await fixture
      .sdk()
      .stepFunctions.send(
        new DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' }),
      );
    return status === 'RUNNING' ? undefined : status;
  });
