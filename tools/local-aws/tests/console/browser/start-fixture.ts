import type { CleanUp } from 'helpers/clean-up';
import type { Progress } from 'helpers/progress';
import { rootOf } from 'helpers/root-credentials';
import { LOCAL } from '../../../aws/environment.ts';
import { startConsole } from '../../../console/console.ts';
import { startLocalAws } from '../../../local-aws.ts';
import { deployStack } from '../../../stack/deploy-stack.ts';
import type { BrowserFixture } from './browser-fixture.ts';

/** The application deployed to AWS on this machine, with a console over it. */
export async function startBrowserFixture(
  chromium: string,
  progress: Progress,
  cleanUp: CleanUp,
): Promise<{ fixture: BrowserFixture; folder: string }> {
  const local = await startLocalAws(process.env, progress, cleanUp);
  const { outputs } = await deployStack(local, progress, cleanUp);
  const { endpoint, folder } = local;
  const console = await startConsole({
    ...{ endpoint, upstream: local.emulator.url, folder, account: LOCAL.account },
    gateway: local.gateway,
    log: progress.note,
  });
  cleanUp.add('the console', console.stop);
  const root = rootOf(LOCAL.account);
  const fixture = { chromium, url: console.url, endpoint, stack: outputs, root };
  return { fixture: { ...fixture, upstream: local.emulator.url, folder }, folder };
}
