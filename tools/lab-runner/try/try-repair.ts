import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  GetKeyPolicyCommand,
  KMSClient,
  KMSServiceException,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { DescribeStateMachineCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { clientDeadlines } from 'helpers/client-deadlines';
import { compareReaders, type Difference } from '../compare-readers.ts';
import { WorkshopError } from '../errors.ts';
import { type LearnerLab, OTHER_STACK, STACK } from '../learner-lab.ts';
import { HOLES, recordOf } from './holes.ts';
import { delegates, parseStatement, type Statement } from './statement.ts';

/** A result of one check of a repair. */
export type Result = { readonly ok: boolean; readonly text: string };

type Context = {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly lab: LearnerLab;
};

type Policy = { readonly Statement: readonly Statement[] };

/**
 * Puts a repaired statement into the key policy of the workflow, and checks that the hole is closed
 * and that no other hole is open.
 *
 * @param hole number of the broken statement.
 * @throws WorkshopError when the stack is missing, or the file cannot be read.
 */
export async function tryRepair(hole: string, context: Context): Promise<readonly Result[]> {
  const sid = HOLES[hole];
  if (sid === undefined) {
    throw new WorkshopError(
      `There is no hole ${hole}. There are: ${Object.keys(HOLES).join(', ')}`,
    );
  }
  const { root, lab } = context;
  const file = join(lab.folder, `${hole}.json`);
  const text = await readFile(join(root, file), 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new WorkshopError(`${file} is missing. Copy it: cp workshop/broken/${hole}.json ${file}`);
  }
  const variables = await variablesOf(lab);
  const statement = parseStatement(text, file, sid, variables);
  const saved = await savedPolicy(context);
  const tried = {
    ...saved,
    Statement: saved.Statement.map((old) => (old['Sid'] === sid ? statement : old)),
  };
  if (!saved.Statement.some((old) => old['Sid'] === sid)) {
    throw new WorkshopError(
      `The key policy has no statement ${sid}. Go to the start of the page: npm run workshop -- reset --page 7`,
    );
  }
  await putPolicy(lab, tried).catch(async (error: unknown) => {
    await note(hole, false, context);
    throw rejectedPolicy(file, error);
  });
  const results = [
    ...(await readers(variables, context)),
    await otherWorkflows(tried, context),
    delegation(tried),
    await starts(variables),
  ];
  await note(
    hole,
    results.every(({ ok }) => ok),
    context,
  );
  return results;
}

/** Restores the policy from before the first try. */
export async function restorePolicy(context: Context): Promise<void> {
  await putPolicy(context.lab, await savedPolicy(context));
}

async function keyArnOf(lab: LearnerLab): Promise<string> {
  const arn = (await lab.outputs())?.['StateMachineKmsKeyArn'];
  if (arn !== undefined) return arn;
  throw new WorkshopError(
    'There is no stack stock-trading. Go to the start of the page: npm run workshop -- reset --page 7',
  );
}

const asDeveloper = { profile: 'developer', requestHandler: clientDeadlines() };

/** Returns the policy from before the first try. It is saved once for each key. */
async function savedPolicy({ root, lab }: Context): Promise<Policy> {
  const keyArn = await keyArnOf(lab);
  const id = keyArn.slice(keyArn.lastIndexOf('/') + 1);
  const path = join(root, lab.folder, `policy-${id}.json`);
  const found = await readFile(path, 'utf8').catch(() => undefined);
  if (found !== undefined) return JSON.parse(found);
  const kms = new KMSClient(asDeveloper);
  const { Policy = '{}' } = await kms.send(
    new GetKeyPolicyCommand({ KeyId: keyArn, PolicyName: 'default' }),
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${Policy}\n`, { flag: 'wx' });
  return JSON.parse(Policy);
}

async function putPolicy(lab: LearnerLab, policy: Policy): Promise<void> {
  const kms = new KMSClient(asDeveloper);
  const KeyId = await keyArnOf(lab);
  await kms.send(
    new PutKeyPolicyCommand({ KeyId, PolicyName: 'default', Policy: JSON.stringify(policy) }),
  );
}

/**
 * Returns the sentence for a policy that KMS rejects, such as one that its caller could not change again.
 * Any other error stays as it is. Exported for its test.
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html#API_PutKeyPolicy_Errors
 */
export function rejectedPolicy(file: string, error: unknown): unknown {
  if (!(error instanceof KMSServiceException)) return error;
  return new WorkshopError(
    `KMS rejects the key policy with the statement of ${file}. ${error.name}: ${error.message}`,
  );
}

async function variablesOf(lab: LearnerLab) {
  const outputs = await lab.outputs();
  const STATE_MACHINE_ARN = outputs?.['StockTradingStateMachineArn'] ?? '';
  await keyArnOf(lab);
  const [, PARTITION = '', , REGION = '', ACCOUNT = ''] = STATE_MACHINE_ARN.split(':');
  const states = new SFNClient(asDeveloper);
  const { roleArn = '' } = await states.send(
    new DescribeStateMachineCommand({
      stateMachineArn: STATE_MACHINE_ARN,
      includedData: 'METADATA_ONLY',
    }),
  );
  const session = await lab.callerArn('auditor');
  const parameters = await lab.parameters();
  const AUDITOR_ROLE_ARN =
    parameters['AuditorRoleArn'] ||
    `arn:${PARTITION}:iam::${ACCOUNT}:role/${session.split('/')[1]}`;
  const DOMAIN = PARTITION === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return {
    ...{ PARTITION, REGION, ACCOUNT, DOMAIN, STATE_MACHINE_ARN },
    ...{ EXECUTION_ROLE_ARN: roleArn, AUDITOR_ROLE_ARN },
  };
}

const QUESTIONS = {
  workflow: 'Step Functions returns data to the auditor only',
  decrypt: 'The execution role alone can decrypt without Step Functions',
  delivery: 'Log delivery alone can decrypt log events',
} as const;

/** Runs who-can-read, which decides from the deployed policies. */
async function readers(
  { AUDITOR_ROLE_ARN, EXECUTION_ROLE_ARN }: Awaited<ReturnType<typeof variablesOf>>,
  { root, env, lab }: Context,
): Promise<readonly Result[]> {
  const expected = {
    workflow: [AUDITOR_ROLE_ARN],
    decrypt: [EXECUTION_ROLE_ARN],
    delivery: ['delivery.logs.amazonaws.com'],
  };
  const where = { root, env, folder: lab.folder };
  return resultsOf(await compareReaders(['--stack-name', STACK], expected, where));
}

/** A statement without the encryption context lets its principal read every workflow under the key. */
async function otherWorkflows(policy: Policy, { lab }: Context): Promise<Result> {
  const none = { workflow: [], decrypt: [] };
  const found = await lab.readersUnder(policy, OTHER_STACK, none);
  return {
    ok: found.length === 0,
    text: `No principal can read another state machine under this key${found.map(lineOf).join('')}`,
  };
}

/** A policy can also be too strict: Step Functions needs the key, in the name of the execution role. */
async function starts({
  STATE_MACHINE_ARN: stateMachineArn,
}: Awaited<ReturnType<typeof variablesOf>>): Promise<Result> {
  const states = new SFNClient(asDeveloper);
  const input = JSON.stringify({ ticker: 'AMZN', stock_price: 42 });
  const problem = await states.send(new StartExecutionCommand({ stateMachineArn, input })).then(
    () => '',
    (error: unknown) => `\n    ${error instanceof Error ? error.message : error}`,
  );
  return { ok: problem === '', text: `The workflow can start${problem}` };
}

/** The results by question, from the differences. Exported for its test. */
export function resultsOf(differences: readonly Difference[]): readonly Result[] {
  return Object.entries(QUESTIONS).map(([question, text]) => {
    const found = differences.filter((one) => one.question === question);
    return { ok: found.length === 0, text: `${text}${found.map(lineOf).join('')}` };
  });
}

const lineOf = ({ principal, what, reason }: Difference): string =>
  `\n    ${principal}: ${WORDS[what] ?? what}. ${reason}`;

const WORDS: Readonly<Record<string, string>> = {
  'not expected': 'can read, and must not',
  missing: 'cannot read, and must',
  unknown: 'cannot be determined',
};

/** Grants and copies of the key give read access that the key policy does not show. */
function delegation({ Statement }: Policy): Result {
  const found = Statement.flatMap((one) =>
    delegates(one).map((action) => `\n    ${one['Sid']} allows ${action}`),
  );
  return {
    ok: found.length === 0,
    text: `No statement lets a principal create a grant or a copy of the key${found.join('')}`,
  };
}

async function note(hole: string, ok: boolean, { root, lab }: Context): Promise<void> {
  const record = { ...recordOf(await lab.file('tried.json')), [hole]: ok };
  await writeFile(join(root, lab.folder, 'tried.json'), `${JSON.stringify(record)}\n`);
}
