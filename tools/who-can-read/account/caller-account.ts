import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { parseArn } from '../arn.ts';

/** The account that the credentials belong to. */
export interface CallerAccount {
  readonly partition: string;
  readonly account: string;
}

/**
 * Returns account and partition of the credentials. GetCallerIdentity does not need a permission.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * @throws what STS throws; InvalidArnError when its answer has no ARN.
 */
export async function readCallerAccount(sts: STSClient): Promise<CallerAccount> {
  const { Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const { partition, account } = parseArn(Arn);
  return { partition, account };
}
