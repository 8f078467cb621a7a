import { LOCAL, rootOf } from './aws/environment.ts';
import { startLocalAws } from './local-aws.ts';
import type { CleanUp } from './process/clean-up.ts';
import { printProgress } from './progress.ts';
import { deployStack } from './stack/deploy-stack.ts';

/** Starts AWS on this machine, deploys to it, says how to use it, and stays until it is ended. */
export async function start(
  base: NodeJS.ProcessEnv,
  cleanUp: CleanUp,
  write: (line: string) => void,
): Promise<void> {
  const local = await startLocalAws(base, printProgress(write), cleanUp);
  const stack = await deployStack(local, printProgress(write), cleanUp.signal);
  const root = rootOf(LOCAL.account);
  const settings = {
    AWS_ENDPOINT_URL: local.endpoint.url,
    AWS_REGION: local.endpoint.region,
    AWS_DEFAULT_REGION: local.endpoint.region,
    AWS_ACCESS_KEY_ID: root.accessKeyId,
    AWS_SECRET_ACCESS_KEY: root.secretAccessKey,
  };
  write('');
  write('AWS is up on this machine. In another terminal:');
  write('');
  for (const [name, value] of Object.entries(settings)) write(`  export ${name}=${value}`);
  write('');
  write(`  ${stack.StartExecutionCommand}`);
  write(
    `  aws stepfunctions list-executions --state-machine-arn ${stack.StockTradingStateMachineArn}`,
  );
  write(`  aws dynamodb scan --table-name ${stack.TransactionTableName}`);
  write('');
  write('Ctrl-C ends it and forgets everything.');
  await local.emulator.ended;
  if (!cleanUp.signal.aborted) throw new Error('The emulator ended by itself.');
}
