import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  CloudFormationClient,
  CloudFormationServiceException,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { type ExecutionListItem, paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { execa } from 'execa';
import { clientDeadlines } from 'helpers/client-deadlines';
import {
  compareReaders,
  type Difference,
  type ExpectedReaders,
  underKeyPolicy,
} from './compare-readers.ts';
import { WorkshopError } from './errors.ts';

/** The name under which the pages deploy the application. */
export const STACK = 'stock-trading';

/** The name of a stack that does not exist, for a second state machine under the same key. */
export const OTHER_STACK = 'another-workflow';

/** A call to KMS that the key gateway recorded. */
export type RecordedCall = {
  readonly operation: string;
  readonly keyArn: string;
  /** ARN of the principal, or the name of the service. */
  readonly principal: string;
  readonly isDenied: boolean;
};

/** A row of the transaction table. */
export type RecordedTrade = {
  /** ARN of the execution. */
  readonly execution: string;
  /** `buy` or `sell`. */
  readonly type: string;
};

/** The data for a verification: the stack, the key, and the files of a learner. */
export type LearnerLab = {
  /** Outputs of the stack; undefined when the stack does not exist. */
  outputs(): Promise<Readonly<Record<string, string>> | undefined>;
  parameters(): Promise<Readonly<Record<string, string>>>;
  executions(): Promise<readonly ExecutionListItem[]>;
  /** The rows of the transaction table. */
  trades(): Promise<readonly RecordedTrade[]>;
  /** Statements of the key policy of the workflow. */
  statements(): Promise<readonly Readonly<Record<string, unknown>>[]>;
  /** ARN of the key of the workflow; empty when the stack does not exist. */
  keyArn(): Promise<string>;
  keyState(keyArn?: string): Promise<string>;
  /** Calls to KMS; undefined in a real account, where CloudTrail has them after minutes. */
  calls(): Promise<readonly RecordedCall[] | undefined>;
  callerArn(profile: string): Promise<string>;
  /**
   * How the readers under a key policy differ from the expected ones, as who-can-read decides.
   *
   * @param stackName the deployed stack, or another one whose state machine has the same key.
   */
  readersUnder(
    policy: object,
    stackName: string,
    expected: ExpectedReaders,
  ): Promise<readonly Difference[]>;
  /** Text of a file in the lab folder; undefined when it does not exist. */
  file(name: string): Promise<string | undefined>;
  /** The lab folder, relative to the root of the repository. */
  readonly folder: string;
};

const FOLDER = '.aws-sam/lab';

/** Reads the lab of the present shell, as the developer. */
export function learnerLab(root: string, env: NodeJS.ProcessEnv): LearnerLab {
  // The SDK reads profile and endpoint from the environment of the process.
  const profile = 'developer';
  const requestHandler = clientDeadlines();
  const settings = { profile, requestHandler };
  const stacks = once(async () => {
    const client = new CloudFormationClient(settings);
    try {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: STACK }));
      return Stacks[0];
    } catch (error) {
      const isMissing =
        error instanceof CloudFormationServiceException && /does not exist/.test(error.message);
      if (isMissing) return undefined;
      throw error;
    }
  });
  const outputs = once(async () => {
    const stack = await stacks();
    return stack && pairs(stack.Outputs, 'OutputKey', 'OutputValue');
  });
  const keyArn = async () => (await outputs())?.['StateMachineKmsKeyArn'] ?? '';
  const kms = new KMSClient(settings);
  return {
    folder: FOLDER,
    outputs,
    parameters: async () => pairs((await stacks())?.Parameters, 'ParameterKey', 'ParameterValue'),
    executions: once(async () => {
      const found: ExecutionListItem[] = [];
      const stateMachineArn = (await outputs())?.['StockTradingStateMachineArn'];
      if (stateMachineArn === undefined) return found;
      const client = new SFNClient(settings);
      for await (const page of paginateListExecutions({ client }, { stateMachineArn })) {
        found.push(...(page.executions ?? []));
      }
      return found;
    }),
    trades: once(async () => {
      const found: RecordedTrade[] = [];
      const TableName = (await outputs())?.['TransactionTableName'];
      if (TableName === undefined) return found;
      const client = new DynamoDBClient(settings);
      for await (const { Items = [] } of paginateScan({ client }, { TableName })) {
        found.push(
          ...Items.map(({ ExecutionId, Type }) => ({
            ...{ execution: ExecutionId?.S ?? '', type: Type?.S ?? '' },
          })),
        );
      }
      return found;
    }),
    statements: once(async () => {
      const command = new GetKeyPolicyCommand({ KeyId: await keyArn(), PolicyName: 'default' });
      const { Policy = '{}' } = await kms.send(command);
      return JSON.parse(Policy).Statement ?? [];
    }),
    keyArn,
    async keyState(arn) {
      const command = new DescribeKeyCommand({ KeyId: arn ?? (await keyArn()) });
      return (await kms.send(command)).KeyMetadata?.KeyState ?? '';
    },
    calls: once(async () => {
      if (!isLocal(env)) return undefined;
      const args = ['run', '--silent', 'local', '--', 'events', '--json'];
      const { stdout } = await execa('npm', args, { cwd: root, env });
      return stdout.split('\n').filter(Boolean).map(recordedCall);
    }),
    async callerArn(name) {
      const client = new STSClient({ profile: name, requestHandler });
      return (await client.send(new GetCallerIdentityCommand({}))).Arn ?? '';
    },
    async readersUnder(policy, stackName, expected) {
      const { StockTradingStateMachineArn: arn = '' } = (await outputs()) ?? {};
      if (arn === '') throw new WorkshopError('The stack stock-trading is not deployed.');
      const file = join(root, FOLDER, 'policy-to-verify.json');
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify(policy));
      const what = underKeyPolicy(arn, await keyArn(), file, stackName);
      return compareReaders(what, expected, { root, env, folder: FOLDER });
    },
    file: (name) => readFile(join(root, FOLDER, name), 'utf8').catch(unlessMissing),
  };
}

/** Returns whether a shell works with local AWS. */
export const isLocal = (env: NodeJS.ProcessEnv): boolean =>
  /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(env['AWS_ENDPOINT_URL'] ?? '');

/** Reads an event in the form of CloudTrail. */
export function recordedCall(line: string): RecordedCall {
  const { eventName, userIdentity, errorCode, resources } = JSON.parse(line);
  return {
    operation: String(eventName),
    keyArn: String(resources?.[0]?.ARN ?? ''),
    principal: String(userIdentity?.arn ?? userIdentity?.invokedBy ?? ''),
    isDenied: errorCode !== undefined,
  };
}

function pairs<K extends string, V extends string>(
  list: readonly { [N in K | V]?: string | undefined }[] | undefined,
  key: K,
  value: V,
): Readonly<Record<string, string>> {
  return Object.fromEntries((list ?? []).map((one) => [one[key] ?? '', one[value] ?? '']));
}

function unlessMissing(error: unknown): undefined {
  if (Object(error).code !== 'ENOENT') throw error;
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let found: Promise<T> | undefined;
  return () => {
    found ??= read();
    return found;
  };
}
