import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  LambdaClient,
  ListFunctionsCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand } from '@aws-sdk/client-sfn';
import { clients } from '../../../local/aws/clients.ts';
import { type Endpoint, isolated, LOCAL, rootOf, withAws } from '../../../local/aws/environment.ts';
import { createIdentities } from '../../../local/identities/create.ts';
import { auditorRoleArn } from '../../../local/identities/identities.ts';
import type { CleanUp } from '../../../local/process/clean-up.ts';
import type { Progress } from '../../../local/progress.ts';
import { outputs, type StackOutputs } from '../../../local/stack/sam.ts';
import { prepareTools } from '../../../local/tools/tools.ts';
import { type Cast, castOf } from './cast.ts';
import { deployFaulty } from './deployed.ts';
import { type Desk, startDesk } from './desk.ts';
import { type MortalEmulator, startMortalEmulator } from './emulator.ts';
import { type MortalGateway, startMortalGateway } from './gateway.ts';

/** The application on local AWS of which every part can be killed. */
export type Stage = {
  emulator: MortalEmulator;
  gateway: MortalGateway;
  desk: Desk;
  endpoint: Endpoint;
  stack: StackOutputs;
  /** ARN of the role that runs the workflow. */
  roleArn: string;
  auditorRoleArn: string;
  cast: Cast;
};

const STACK_NAME = 'endurance';
/** Seconds after which the emulator lets go of a function that nobody calls. */
export const IDLE_SECONDS = 20;
/** So that a `save` that hangs is given up soon. */
const SAVE_TIMEOUT_SECONDS = 3;

/** Starts everything and deploys the application. @param cleanUp is told how to stop all of it. */
export async function setStage(progress: Progress, cleanUp: CleanUp): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'endurance-'));
  cleanUp.add('temporary files', () => rm(folder, { recursive: true, force: true }));
  const env = isolated(process.env, folder);
  const tools = await prepareTools(env, progress, cleanUp.signal);
  const emulator = await startMortalEmulator(
    {
      python: tools.python,
      env: { ...env, LAMBDA_WARM_TTL_SECONDS: String(IDLE_SECONDS) },
      folder,
      region: LOCAL.region,
    },
    join(folder, 'state'),
  );
  cleanUp.add('the emulator', emulator.stop);
  const gateway = await startMortalGateway(emulator.url, join(folder, 'gateway'));
  cleanUp.add('the gateway', gateway.stop);
  const desk = await startDesk(() => emulator.url);
  cleanUp.add('the desk', desk.stop);

  const endpoint = { url: gateway.url, region: LOCAL.region };
  const keys = await createIdentities(endpoint, LOCAL.account);
  const root = rootOf(LOCAL.account);
  const sam = { sam: tools.sam, env: withAws(env, endpoint, root), signal: cleanUp.signal };
  await progress.step('sam build and sam deploy', () =>
    deployFaulty(sam, STACK_NAME, desk.url, auditorRoleArn(LOCAL.account), cleanUp),
  );
  await giveUpSoon(endpoint);
  const { cloudFormation } = clients(endpoint, root);
  const stack = await outputs(cloudFormation, STACK_NAME);
  return {
    ...{ emulator, gateway, desk, endpoint, stack },
    roleArn: await roleOf(emulator.url, stack.StockTradingStateMachineArn),
    auditorRoleArn: auditorRoleArn(LOCAL.account),
    cast: castOf(endpoint, keys),
  };
}

async function giveUpSoon({ url, region }: Endpoint): Promise<void> {
  const lambda = new LambdaClient({ endpoint: url, region, credentials: rootOf(LOCAL.account) });
  const { Functions = [] } = await lambda.send(new ListFunctionsCommand({}));
  const save = Functions.find(({ FunctionName }) => FunctionName?.includes('SaveFunction'));
  await lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName: save?.FunctionName ?? '',
      Timeout: SAVE_TIMEOUT_SECONDS,
    }),
  );
  lambda.destroy();
}

/** The role is nothing that METADATA_ONLY gives without the definition; the emulator knows no key. */
async function roleOf(url: string, stateMachineArn: string): Promise<string> {
  const { stepFunctions } = clients({ url, region: LOCAL.region }, rootOf(LOCAL.account));
  const { roleArn } = await stepFunctions.send(
    new DescribeStateMachineCommand({ stateMachineArn }),
  );
  return roleArn ?? '';
}
