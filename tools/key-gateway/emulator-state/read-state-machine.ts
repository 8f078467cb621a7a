import { DescribeStateMachineCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { LoggingFacts } from 'who-can-read';

/** A state machine as it is configured, with its definition. */
export type StateMachineFacts = {
  readonly type: string;
  readonly roleArn: string;
  readonly definition: string;
  /** The key as configured; left out: the emulator shows no customer managed key. */
  readonly kmsKeyId?: string;
  readonly dataKeyReusePeriodSeconds?: number;
  readonly logging: LoggingFacts;
  /** Creation of the state machine or version, in milliseconds since 1970. */
  readonly createdAt?: number;
};

/**
 * Reads a state machine by any ARN that DescribeStateMachine takes.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 *
 * @throws the errors of Step Functions.
 */
export async function readStateMachine(
  sfn: SFNClient,
  stateMachineArn: string,
): Promise<StateMachineFacts> {
  const found = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
  const { encryptionConfiguration: encryption, loggingConfiguration: logging } = found;
  const reuse = encryption?.kmsDataKeyReusePeriodSeconds;
  const groups = (logging?.destinations ?? []).flatMap(
    ({ cloudWatchLogsLogGroup: group }) => group?.logGroupArn?.replace(/:\*$/, '') ?? [],
  );
  return {
    type: found.type ?? 'STANDARD',
    roleArn: found.roleArn ?? '',
    definition: found.definition ?? '',
    logging: {
      level: logging?.level ?? 'OFF',
      includeExecutionData: logging?.includeExecutionData ?? false,
      logGroupArns: groups,
    },
    // Encrypted under a key without a name is still encrypted: no key has an empty id.
    ...(encryption?.type === 'CUSTOMER_MANAGED_KMS_KEY'
      ? { kmsKeyId: encryption.kmsKeyId ?? '' }
      : {}),
    ...(reuse === undefined ? {} : { dataKeyReusePeriodSeconds: reuse }),
    ...(found.creationDate ? { createdAt: found.creationDate.getTime() } : {}),
  };
}
