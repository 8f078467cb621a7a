import * as kms from '@aws-sdk/client-kms';
import * as sfn from '@aws-sdk/client-sfn';
import type { Sdk } from 'test-fixtures/sdk-clients';

/** The targets of the calls: the member's workflow and the security account's key. */
export type Subjects = {
  readonly stateMachine: string;
  readonly execution: string;
  readonly key: string;
  /** Encrypted in the context of the state machine. */
  readonly ciphertext: Uint8Array;
};

type Call = (sdk: Sdk, subjects: Subjects) => Promise<object>;

const contextOf = ({ stateMachine }: Subjects) => ({ 'aws:states:stateMachineArn': stateMachine });

/** Calls by name; a case names one of them. */
export const calls = {
  DescribeExecution: ({ stepFunctions }, { execution: executionArn }) =>
    stepFunctions.send(new sfn.DescribeExecutionCommand({ executionArn })),
  'DescribeExecution METADATA_ONLY': ({ stepFunctions }, { execution: executionArn }) =>
    stepFunctions.send(
      new sfn.DescribeExecutionCommand({ executionArn, includedData: 'METADATA_ONLY' }),
    ),
  GetExecutionHistory: ({ stepFunctions }, { execution: executionArn }) =>
    stepFunctions.send(new sfn.GetExecutionHistoryCommand({ executionArn })),
  DescribeStateMachine: ({ stepFunctions }, { stateMachine: stateMachineArn }) =>
    stepFunctions.send(new sfn.DescribeStateMachineCommand({ stateMachineArn })),
  'kms:Decrypt': (sdk, subjects) =>
    sdk.kms.send(
      new kms.DecryptCommand({
        KeyId: subjects.key,
        CiphertextBlob: subjects.ciphertext,
        EncryptionContext: contextOf(subjects),
      }),
    ),
  'kms:GenerateDataKey': (sdk, subjects) =>
    sdk.kms.send(
      new kms.GenerateDataKeyCommand({
        KeyId: subjects.key,
        KeySpec: 'AES_256',
        EncryptionContext: contextOf(subjects),
      }),
    ),
  'kms:CreateGrant': (sdk, { key: KeyId, stateMachine }) =>
    sdk.kms.send(
      new kms.CreateGrantCommand({
        KeyId,
        GranteePrincipal: `arn:aws:iam::${stateMachine.split(':')[4]}:root`,
        Operations: ['Decrypt'],
      }),
    ),
  'kms:DescribeKey': (sdk, { key: KeyId }) => sdk.kms.send(new kms.DescribeKeyCommand({ KeyId })),
  'kms:GetKeyPolicy': (sdk, { key: KeyId }) => sdk.kms.send(new kms.GetKeyPolicyCommand({ KeyId })),
  'kms:DisableKey': (sdk, { key: KeyId }) => sdk.kms.send(new kms.DisableKeyCommand({ KeyId })),
} as const satisfies Record<string, Call>;

export type CallName = keyof typeof calls;
