import type { Material, Scope } from '../emulator-state/emulator-state.ts';
import { plainMachineArn } from '../emulator-state/state-machine-arn.ts';
import type { AwsError } from '../http/error-response.ts';

/** Executions that were started with StartSyncExecution. */
export type SyncExecutions = {
  note(executionArn: string): void;
  has(executionArn: string): boolean;
};

const MAX_EXECUTIONS = 100_000;

/** Knows none yet; forgets the oldest. */
export function syncExecutions(): SyncExecutions {
  const known = new Set<string>();
  return {
    note(arn) {
      known.add(arn);
      if (known.size > MAX_EXECUTIONS) known.delete(known.values().next().value ?? '');
    },
    has: (arn) => known.has(arn),
  };
}

/**
 * Whether an execution is one of an Express state machine, which nobody can describe afterwards. The
 * emulator can, and does not remember under which key it ran.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export async function isExpress(
  material: Material,
  scope: Scope,
  executionArn: string,
  sync: SyncExecutions,
): Promise<boolean> {
  if (sync.has(executionArn)) return true;
  const { machineArn } = await material.execution(scope, executionArn);
  const arn = plainMachineArn(machineArn) ?? machineArn;
  return (await material.machine(scope, arn)).type === 'EXPRESS';
}

/** What Step Functions says of the ARN of an execution that it does not keep. */
export const notOfExpress: AwsError = {
  status: 400,
  type: 'InvalidArn',
  message: "Invalid Arn: 'Resource type not valid in this context: express'",
};
