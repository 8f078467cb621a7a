import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { quietProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { isolated, LOCAL } from 'local-aws/aws/environment';
import { type Emulator, startEmulator } from 'local-aws/emulator/emulator';
import { prepareTools } from 'local-aws/tools/tools';

/** The emulator alone, without the gateway: its own IAM and KMS decide. */
export function emulatorForTests(): { start(): Promise<Emulator> } {
  const undo: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const one of undo.toReversed()) await one();
  }, 60_000);
  return {
    async start() {
      await mkdir(PATHS.local, { recursive: true });
      const folder = await mkdtemp(join(PATHS.local, 'emulator-test-'));
      undo.push(() => rm(folder, { recursive: true, force: true }));
      const env = isolated(process.env, folder);
      const { python } = await prepareTools(env, quietProgress);
      const emulator = await startEmulator({ python, env, folder, region: LOCAL.region });
      undo.push(emulator.stop);
      return emulator;
    },
  };
}
