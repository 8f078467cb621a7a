import type { CleanUp } from 'helpers/clean-up';
import type { Progress } from 'helpers/progress';
import { rootOf } from 'helpers/root-credentials';
import { clients } from '../aws/clients.ts';
import { LOCAL } from '../aws/environment.ts';
import type { LocalAws } from '../local-aws.ts';
import { build, deploy, outputs, type StackOutputs } from './sam.ts';

/** The stack name of the demo and the labs. */
export const STACK_NAME = 'stock-trading';

/** The application as it is deployed to local AWS. */
export type DeployedApplication = {
  outputs: StackOutputs;
  /** Deploys it again, with other parameter values. */
  deployAgain(parameters: Readonly<Record<string, string>>): Promise<void>;
};

/** Builds the application and deploys it to local AWS as the developer, both with the SAM CLI. */
export async function deployStack(
  local: LocalAws,
  progress: Progress,
  cleanUp: CleanUp,
): Promise<DeployedApplication> {
  const sam = { sam: local.tools.sam, env: local.as('developer'), signal: cleanUp.signal };
  const built = await progress.step('sam build', async () => {
    const done = await build(sam);
    if (done.reused) progress.note('No source has changed since the last build');
    return done;
  });
  cleanUp.add('the copy of the build', built.remove);
  const deployAgain = (parameters: Readonly<Record<string, string>>): Promise<void> =>
    deploy(sam, built.template, STACK_NAME, parameters);
  await progress.step('sam deploy', () => deployAgain({}));
  const { cloudFormation } = clients(local.endpoint, rootOf(LOCAL.account));
  return { outputs: await outputs(cloudFormation, STACK_NAME), deployAgain };
}
