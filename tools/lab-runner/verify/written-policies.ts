import { type LearnerLab, OTHER_STACK, STACK } from '../learner-lab.ts';

/**
 * Whether a statement of a key policy allows the auditor, and no other principal, to decrypt through Step
 * Functions only, and only the data of the deployed state machine. who-can-read decides it, so every
 * way to write it counts.
 *
 * @throws WorkshopError when the stack is not deployed.
 */
export async function isAuditorStatement(text: string, lab: LearnerLab): Promise<boolean> {
  const statement = parsed(text);
  if (!isDecryptOnly(statement)) return false;
  const auditor = roleOfSession(await lab.callerArn('auditor'));
  const account = auditor.split(':').slice(0, 5).join(':');
  const administration = {
    ...{ Sid: 'Administration', Effect: 'Allow', Principal: { AWS: `${account}:root` } },
    ...{ Action: ['kms:DescribeKey', 'kms:PutKeyPolicy'], Resource: '*' },
  };
  const policy = { Version: '2012-10-17', Statement: [administration, statement] };
  const own = await lab.readersUnder(policy, STACK, { workflow: [auditor], decrypt: [] });
  if (own.length > 0) return false;
  return (await lab.readersUnder(policy, OTHER_STACK, { workflow: [], decrypt: [] })).length === 0;
}

/** `arn:aws:sts::1:assumed-role/auditor/session` as `arn:aws:iam::1:role/auditor`. */
function roleOfSession(arn: string): string {
  const [start = '', name = ''] = arn.split('/');
  return `${start.replace(':sts:', ':iam:').replace(/:assumed-role$/, ':role')}/${name}`;
}

/** Whether a statement allows kms:Decrypt and nothing else. IAM compares actions without case. */
function isDecryptOnly(statement: unknown): boolean {
  const { Effect, Action } = Object(statement);
  const actions = [Action ?? []].flat();
  return (
    Effect === 'Allow' &&
    actions.length > 0 &&
    actions.every((action) => String(action).toLowerCase() === 'kms:decrypt')
  );
}

/**
 * Whether an identity policy allows kms:Decrypt and nothing else, through Step Functions only. That it
 * works, the read on the page shows.
 */
export function isReaderPolicy(text: string): boolean {
  const statements = [Object(parsed(text)).Statement ?? []].flat();
  return statements.length > 0 && statements.every(isThroughStepFunctions);
}

/** How an operator of a condition limits kms:ViaService to Step Functions. */
const LIMITS: Readonly<Record<string, RegExp>> = {
  StringEquals: /^states\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/,
  StringEqualsIgnoreCase: /^states\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/i,
  StringLike: /^states\.[a-z0-9.*?-]+$/,
};

function isThroughStepFunctions(statement: unknown): boolean {
  const { Condition, Principal } = Object(statement);
  const limits = Object.entries(Object(Condition)).flatMap(([operator, compared]) =>
    Object.entries(Object(compared))
      .filter(([name]) => name.toLowerCase() === 'kms:viaservice')
      .map(([, value]) => {
        const limit = LIMITS[operator];
        return limit !== undefined && [value].flat().every((one) => limit.test(String(one)));
      }),
  );
  // An identity policy has no principal: IAM rejects it.
  return isDecryptOnly(statement) && Principal === undefined && limits.includes(true);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
