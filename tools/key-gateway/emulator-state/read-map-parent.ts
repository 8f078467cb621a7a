import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  type SFNClient,
} from '@aws-sdk/client-sfn';

/** `arn:PARTITION:states:REGION:ACCOUNT:execution:NAME/LABEL:ID` */
const CHILD = /:execution:[^:/]+\/[^:]+:/;

/** Whether an ARN is that of a child execution of a distributed map. */
export function isMapChild(executionArn: string): boolean {
  return CHILD.test(executionArn);
}

/**
 * Returns the execution that started the map run of a child execution. The child runs under its key
 * and role.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 *
 * @returns the ARN itself for an execution that is not a child.
 * @throws the errors of Step Functions.
 */
export async function readMapParent(sfn: SFNClient, executionArn: string): Promise<string> {
  let arn = executionArn;
  while (isMapChild(arn)) {
    const { mapRunArn } = await sfn.send(new DescribeExecutionCommand({ executionArn: arn }));
    const { executionArn: parent } = await sfn.send(new DescribeMapRunCommand({ mapRunArn }));
    if (parent === undefined || parent === arn)
      throw new RangeError('The map run has no execution.');
    arn = parent;
  }
  return arn;
}
