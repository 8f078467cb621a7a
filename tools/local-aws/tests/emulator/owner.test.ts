import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { execa } from 'execa';
import { isAlive } from 'helpers/is-alive';
import { poll } from 'helpers/poll';
import { quietProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { TIMEOUT } from 'test-fixtures/local-aws-fixture';
import { isolated, LOCAL } from '../../aws/environment.ts';
import { prepareTools } from '../../tools/tools.ts';

// An emulator leads its own process group. After a SIGKILL of "npm start" it ran forever with an
// open port, and no program ended it.

/** Starts an emulator, prints its address, and stays. */
const OWNER = `
import { startEmulator } from './tools/local-aws/emulator/emulator.ts';
const { url, pid } = await startEmulator(JSON.parse(process.argv[1]));
console.log(JSON.stringify({ url, pid }));
`;

it(
  'an emulator ends when its owner is killed',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'owner-'));
    const { python } = await prepareTools(process.env, quietProgress);
    const options = { python, env: isolated(process.env, folder), folder, region: LOCAL.region };
    const owner = execa(
      process.execPath,
      ['--conditions=source', '--input-type=module', '-e', OWNER, JSON.stringify(options)],
      { cwd: PATHS.root, reject: false },
    );
    const { url, pid } = await new Promise<{ url: string; pid: number }>((ready) => {
      owner.stdout.on('data', (text) => ready(JSON.parse(String(text))));
    });
    expect((await fetch(`${url}/_ministack/ready`)).ok).toBe(true);

    try {
      owner.kill('SIGKILL');
      await owner;
      await poll('The end of the emulator', async () =>
        fetch(url).then(
          () => undefined,
          () => true,
        ),
      );
    } finally {
      if (isAlive(pid)) process.kill(-pid, 'SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  },
  TIMEOUT,
);
