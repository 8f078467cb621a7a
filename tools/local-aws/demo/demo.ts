import type { CleanUp } from 'helpers/clean-up';
import { printProgress } from 'helpers/progress';
import { rootOf } from 'helpers/root-credentials';
import { clients } from '../aws/clients.ts';
import { LOCAL } from '../aws/environment.ts';
import { auditorRoleArn } from '../identities/identities.ts';
import { startLocalAws } from '../local-aws.ts';
import { deployStack, STACK_NAME } from '../stack/deploy-stack.ts';
import { remove } from '../stack/sam.ts';
import { stolenCiphertext } from './ciphertext.ts';
import { expectations } from './expectations.ts';
import { demoHarness } from './harness.ts';
import {
  auditorReads,
  type DemoContext,
  keyIsDisabled,
  readsAreDenied,
  trades,
} from './scenarios.ts';

/**
 * Shows the post's application without an AWS account: deploys, trades, shows who can read and who
 * cannot, deletes.
 *
 * @returns the failed expectations.
 */
export async function demo(
  base: NodeJS.ProcessEnv,
  cleanUp: CleanUp,
  write: (line: string) => void,
): Promise<readonly string[]> {
  const progress = printProgress(write);
  const expected = expectations(write);
  const local = await startLocalAws(base, progress, cleanUp);
  const application = await deployStack(local, progress, cleanUp);
  const context: DemoContext = {
    harness: demoHarness(local, expected, write, cleanUp.signal),
    stack: application.outputs,
    sdk: clients(local.endpoint, rootOf(LOCAL.account)),
    write,
  };
  // One after the other, because the emulator waits only 50 ms for the log lines of a function.
  const bought = await progress.step('A price of 42 buys', () =>
    trades(context, { price: 42, type: 'buy', state: 'Buy Stock' }),
  );
  await progress.step('A price of 67 sells', () =>
    trades(context, { price: 67, type: 'sell', state: 'Sell Stock' }),
  );
  await progress.step('Only the workflow can read', () => readsAreDenied(context, bought));
  await progress.step('sam deploy with an auditor', () =>
    application.deployAgain({ AuditorRoleArn: auditorRoleArn(LOCAL.account) }),
  );
  const ciphertextFile = await stolenCiphertext(local, context.stack);
  await progress.step('The auditor can read, only through Step Functions', () =>
    auditorReads(context, bought, ciphertextFile),
  );
  await progress.step('The key is disabled, and enabled again', () =>
    keyIsDisabled(context, bought),
  );
  await progress.step('sam delete', () =>
    remove(
      { sam: local.tools.sam, env: local.as('developer'), signal: cleanUp.signal },
      STACK_NAME,
      LOCAL.region,
    ),
  );
  return expected.failed();
}
