import { clients } from '../aws/clients.ts';
import { LOCAL, rootOf } from '../aws/environment.ts';
import type { LocalAws } from '../local-aws.ts';
import type { Progress } from '../progress.ts';
import { build, deploy, outputs, type StackOutputs } from './sam.ts';

/** The name that the demo and the labs deploy under. */
export const STACK_NAME = 'stock-trading';

/** Builds the application and deploys it to local AWS, both with the SAM CLI. */
export async function deployStack(
  local: LocalAws,
  progress: Progress,
  signal?: AbortSignal,
): Promise<StackOutputs> {
  const root = rootOf(LOCAL.account);
  const sam = { sam: local.tools.sam, env: local.env(root), ...(signal ? { signal } : {}) };
  const built = await progress.step('sam build', () => build(sam));
  try {
    await progress.step('sam deploy', () => deploy(sam, built.template, STACK_NAME));
  } finally {
    await built.remove();
  }
  return outputs(clients(local.endpoint, root).cloudFormation, STACK_NAME);
}
