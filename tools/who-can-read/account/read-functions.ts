import { GetFunctionConfigurationCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { UnreadableLog } from './unreadable.ts';

/** A Lambda function and its execution role. */
export interface FunctionFacts {
  readonly arn: string;
  readonly name: string;
  /** Left out: it cannot be read. */
  readonly roleArn?: string;
}

/**
 * Returns functions with their roles. A function that was deleted is left out. Needs
 * lambda:GetFunctionConfiguration.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 * @param arns without versions.
 * @throws what Lambda throws, unless it denies access.
 */
export async function readFunctions(
  lambda: LambdaClient,
  arns: readonly string[],
  log: UnreadableLog,
): Promise<readonly FunctionFacts[]> {
  const found: FunctionFacts[] = [];
  for (const arn of arns) {
    const name = arn.slice(arn.lastIndexOf(':') + 1);
    const read = () => lambda.send(new GetFunctionConfigurationCommand({ FunctionName: name }));
    try {
      const role = (await log.attempt(`role of function ${name}`, read, undefined))?.Role;
      found.push({ arn, name, ...(role === undefined ? {} : { roleArn: role }) });
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error;
    }
  }
  return found;
}
