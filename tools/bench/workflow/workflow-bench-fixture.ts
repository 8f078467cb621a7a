import { join } from 'node:path';
import type { CleanUp } from 'helpers/clean-up';
import { quietProgress } from 'helpers/progress';
import { LOCAL } from 'local-aws/aws/environment';
import type { Emulator } from 'local-aws/emulator/emulator';
import { startLocalAws } from 'local-aws/local-aws';
import { deployStack } from 'local-aws/stack/deploy-stack';
import type { StackOutputs } from 'local-aws/stack/sam';

/** The application, deployed to an emulator whose gateway has ended. */
export type WorkflowBenchFixture = {
  emulator: Emulator;
  outputs: StackOutputs;
  endpoint: { url: string; region: string };
  /** A separate folder for each key gateway. */
  folderFor(gateway: string): string;
};

/**
 * Deploys the application through a gateway in this process, and then ends it: the measured gateway
 * runs in its own process.
 */
export async function startWorkflowBenchFixture(cleanUp: CleanUp): Promise<WorkflowBenchFixture> {
  const local = await startLocalAws(process.env, quietProgress, cleanUp);
  const { outputs } = await deployStack(local, quietProgress, cleanUp);
  await local.gateway.stop();
  return {
    emulator: local.emulator,
    outputs,
    endpoint: { url: local.emulator.url, region: LOCAL.region },
    folderFor: (gateway) => join(local.folder, gateway),
  };
}
