import { parseArn } from 'who-can-read';

/**
 * The plain ARN of a state machine from one that can name a version, an alias or the label of a
 * distributed map: `...:stateMachine:NAME[/LABEL][:QUALIFIER]`.
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html
 * @returns undefined when it is not the ARN of a state machine.
 */
export function plainStateMachineArn(arn: string): string | undefined {
  return /^(arn:[^:]+:states:[^:]+:\d{12}:stateMachine:[^:/]+)(\/[^:/]+)?(:[^:]+)?$/.exec(arn)?.[1];
}

/** Whether the ARN of a state machine names a version or an alias. */
export function isQualified(arn: string): boolean {
  return plainStateMachineArn(arn) !== undefined && arn.split(':').length > 7;
}

/**
 * The ARN that policies are held against: that of the state machine, without version or alias.
 * https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html
 */
export function unqualified(arn: string): string {
  return isQualified(arn) ? arn.slice(0, arn.lastIndexOf(':')) : arn;
}

/** Version or alias that the ARN of a state machine names. */
export function qualifierOf(arn: string): string | undefined {
  return isQualified(arn) ? arn.slice(arn.lastIndexOf(':') + 1) : undefined;
}

const RUN_KINDS = ['execution', 'express', 'mapRun'];

/**
 * The plain ARN of the state machine that an execution, express execution or map run belongs to.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
 * @returns undefined when it is not such an ARN.
 */
export function stateMachineOfExecution(arn: string): string | undefined {
  if (!/^arn:[^:]+:states:[^:]+:\d{12}:/.test(arn)) return undefined;
  const { partition, region, account, resource } = parseArn(arn);
  const [kind = '', labeled = ''] = resource.split(':');
  const name = labeled.split('/')[0] ?? '';
  if (!RUN_KINDS.includes(kind) || name === '') return undefined;
  return `arn:${partition}:states:${region}:${account}:stateMachine:${name}`;
}
