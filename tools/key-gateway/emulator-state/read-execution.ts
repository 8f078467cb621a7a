import { DescribeStateMachineForExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';

/** The configuration of the state machine at the start of an execution. */
export type ExecutionFacts = {
  /** Plain ARN of the state machine. */
  readonly stateMachineArn: string;
  readonly roleArn: string;
  /** Left out: the key is AWS's own. */
  readonly kmsKeyId?: string;
  readonly dataKeyReusePeriodSeconds?: number;
};

/**
 * Reads the configuration of an execution, with METADATA_ONLY, which returns no protected data.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html
 * @throws what Step Functions throws.
 */
export async function readExecution(sfn: SFNClient, executionArn: string): Promise<ExecutionFacts> {
  const found = await sfn.send(
    new DescribeStateMachineForExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' }),
  );
  const { encryptionConfiguration: encryption } = found;
  const encrypted = encryption?.type === 'CUSTOMER_MANAGED_KMS_KEY';
  const reuse = encryption?.kmsDataKeyReusePeriodSeconds;
  return {
    stateMachineArn: found.stateMachineArn ?? '',
    roleArn: found.roleArn ?? '',
    // Encrypted under a key without a name is still encrypted: no key has an empty id.
    ...(encrypted ? { kmsKeyId: encryption.kmsKeyId ?? '' } : {}),
    ...(reuse === undefined ? {} : { dataKeyReusePeriodSeconds: reuse }),
  };
}
