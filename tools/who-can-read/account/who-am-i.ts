import { GetCallerIdentityCommand, type STSClient } from '@aws-sdk/client-sts';
import { parseArn } from '../arn.ts';

/** Where the one who asks belongs. */
export interface CallerAccount {
  readonly partition: string;
  readonly account: string;
}

/**
 * Account and partition of whoever asks. GetCallerIdentity needs no permission.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 * @throws what STS throws; InvalidArnError when its answer names nobody.
 */
export async function readCallerAccount(sts: STSClient): Promise<CallerAccount> {
  const { Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const { partition, account } = parseArn(Arn);
  return { partition, account };
}
