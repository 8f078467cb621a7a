import { DescribeStateMachineAliasCommand, type SFNClient } from '@aws-sdk/client-sfn';

/**
 * ARNs of the versions that an alias leads to.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineAlias.html
 * @throws what Step Functions throws.
 */
export async function readAliasVersions(
  sfn: SFNClient,
  stateMachineAliasArn: string,
): Promise<readonly string[]> {
  const found = await sfn.send(new DescribeStateMachineAliasCommand({ stateMachineAliasArn }));
  return (found.routingConfiguration ?? []).flatMap((route) => route.stateMachineVersionArn ?? []);
}
