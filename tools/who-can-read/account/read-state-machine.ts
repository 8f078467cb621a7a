import { DescribeStateMachineCommand, type SFNClient } from '@aws-sdk/client-sfn';

/** Where a state machine writes logs, and what. */
export interface LoggingFacts {
  readonly level: string;
  /** Whether the log events hold input and output. */
  readonly includeExecutionData: boolean;
  /** ARNs of log groups, without the `:*` at their end. */
  readonly logGroupArns: readonly string[];
}

/** A state machine as it is configured; nothing of what the key protects. */
export interface StateMachineFacts {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly roleArn: string;
  /** Key id or ARN as configured; left out: the key is AWS's own. */
  readonly kmsKeyId?: string;
  readonly dataKeyReusePeriodSeconds?: number;
  readonly logging: LoggingFacts;
}

/**
 * A state machine's configuration. METADATA_ONLY, so that it can be read without the key.
 * Needs states:DescribeStateMachine.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 * @throws what Step Functions throws.
 */
export async function readStateMachine(sfn: SFNClient, arn: string): Promise<StateMachineFacts> {
  const found = await sfn.send(
    new DescribeStateMachineCommand({ stateMachineArn: arn, includedData: 'METADATA_ONLY' }),
  );
  const { encryptionConfiguration: encryption, loggingConfiguration: logging } = found;
  const keyId = encryption?.type === 'CUSTOMER_MANAGED_KMS_KEY' ? encryption.kmsKeyId : undefined;
  const reuse = encryption?.kmsDataKeyReusePeriodSeconds;
  const groups = (logging?.destinations ?? []).flatMap(
    ({ cloudWatchLogsLogGroup: group }) => group?.logGroupArn?.replace(/:\*$/, '') ?? [],
  );
  return {
    arn: found.stateMachineArn ?? arn,
    name: found.name ?? '',
    type: found.type ?? 'STANDARD',
    roleArn: found.roleArn ?? '',
    logging: {
      level: logging?.level ?? 'OFF',
      includeExecutionData: logging?.includeExecutionData ?? false,
      logGroupArns: groups,
    },
    ...(keyId === undefined ? {} : { kmsKeyId: keyId }),
    ...(reuse === undefined ? {} : { dataKeyReusePeriodSeconds: reuse }),
  };
}
