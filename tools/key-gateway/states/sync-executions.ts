import type { AwsError } from '../http/aws-error.ts';

/** Executions that StartSyncExecution started. */
export type SyncExecutions = {
  note(executionArn: string): void;
  has(executionArn: string): boolean;
};

const MAX_EXECUTIONS = 100_000;

/** Returns an empty list, which forgets the oldest executions first. */
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

/** The error of Step Functions for the ARN of an execution that it does not keep. */
export const notOfExpress: AwsError = {
  status: 400,
  type: 'InvalidArn',
  message: "Invalid Arn: 'Resource type not valid in this context: express'",
};
