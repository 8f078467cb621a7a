import { DescribeStateMachineCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { Json } from '../template/json-value.ts';
import type { Unread } from './partial-knowledge.ts';
import { unreadableLog } from './unreadable.ts';

/** The log destinations and the log level of a state machine. */
export interface LoggingFacts {
  readonly level: string;
  /** Whether the log events contain input and output. */
  readonly includeExecutionData: boolean;
  /** ARNs of log groups, without the `:*` at their end. */
  readonly logGroupArns: readonly string[];
}

/** The configuration of a state machine, without protected data. */
export interface StateMachineFacts {
  readonly arn: string;
  readonly name: string;
  readonly type: string;
  readonly roleArn: string;
  /** Key id or ARN as configured; left out: the key is AWS's own. */
  readonly kmsKeyId?: string;
  readonly dataKeyReusePeriodSeconds?: number;
  readonly logging: LoggingFacts;
  /** Left out: it was not requested. */
  readonly definition?: ShownDefinition;
}

/** The definition from Step Functions, or why it is missing. */
export type ShownDefinition =
  | { readonly json: Json; readonly unread?: never }
  | { readonly json?: never; readonly unread: Unread };

/**
 * Returns a state machine's configuration. It requests METADATA_ONLY, so it does not need the key.
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

/**
 * Errors by which Step Functions says that the caller cannot have the definition decrypted.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 */
const KMS_ERRORS = [
  'KmsAccessDeniedException',
  'KmsInvalidStateException',
  'KmsThrottlingException',
];

/**
 * Returns the definition of a state machine. Needs states:DescribeStateMachine, and kms:Decrypt where a
 * customer managed key encrypts it.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 * @throws what Step Functions throws, unless it denies access.
 */
export async function readDefinition(sfn: SFNClient, arn: string): Promise<ShownDefinition> {
  const log = unreadableLog(KMS_ERRORS);
  const what = `definition of ${arn.slice(arn.lastIndexOf(':') + 1)}`;
  const text = await log.attempt(
    what,
    async () => {
      const input = { stateMachineArn: arn, includedData: 'ALL_DATA' } as const;
      return (await sfn.send(new DescribeStateMachineCommand(input))).definition;
    },
    undefined,
  );
  const [unread] = log.unread;
  if (unread) return { unread };
  try {
    const json: Json = JSON.parse(text ?? '');
    return { json };
  } catch {
    return {
      unread: { what, why: 'the service did not answer with JSON', code: 'InvalidDefinition' },
    };
  }
}
