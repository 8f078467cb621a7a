import { join } from 'node:path';
import { LOCAL } from '../../local/aws/environment.ts';
import type { Emulator } from '../../local/emulator/emulator.ts';
import { startLocalAws } from '../../local/local-aws.ts';
import type { CleanUp } from '../../local/process/clean-up.ts';
import { quietProgress } from '../../local/progress.ts';
import { deployStack } from '../../local/stack/deploy-stack.ts';
import type { StackOutputs } from '../../local/stack/sam.ts';

/** The application, deployed to an emulator before which no gateway stands any more. */
export type Stage = {
  emulator: Emulator;
  outputs: StackOutputs;
  endpoint: { url: string; region: string };
  /** A folder of its own for each gateway. */
  folderFor(gateway: string): string;
};

/**
 * Deploys the application through a gateway in this process, and then ends that one: what is
 * measured runs in a process of its own.
 */
export async function stage(cleanUp: CleanUp): Promise<Stage> {
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
