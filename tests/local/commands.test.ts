import { readdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { aws } from '../../local/aws/cli.ts';
import { PATHS } from '../../local/paths.ts';
import { quietProgress } from '../../local/progress.ts';
import { prepareTools } from '../../local/tools/tools.ts';
import { PATIENCE } from './local-aws.ts';

const node = process.execPath;
const options = { cwd: PATHS.root, reject: false, all: true } as const;

const runFolders = async (pid: number | undefined): Promise<string[]> =>
  (await readdir(PATHS.local)).filter((name) => name.startsWith(`run-${pid}-`));

describe('npm run demo', () => {
  it(
    'deploys, trades on both branches, deletes, and ends with 0',
    async () => {
      const { exitCode, all } = await execa(node, ['local/cli.ts', 'demo'], options);

      expect(all).toContain('All as expected.');
      expect(all).not.toContain('✘');
      expect(all).toContain('Check Stock Value → Buy or Sell? → Buy Stock → Record Transaction');
      expect(all).toContain('Check Stock Value → Buy or Sell? → Sell Stock → Record Transaction');
      expect(exitCode).toBe(0);
    },
    PATIENCE,
  );

  it('says in one sentence what is missing, and ends with 1', async () => {
    const { exitCode, all } = await execa(node, ['local/cli.ts', 'demo'], {
      ...options,
      env: { PATH: '/nowhere' },
      extendEnv: false,
    });
    expect(all).toContain('✘ Python 3.10 or newer is needed and was not found.');
    expect(exitCode).toBe(1);
  });
});

describe('npm start', () => {
  it(
    'prints settings with which the AWS CLI works, and on Ctrl-C leaves nothing behind',
    async () => {
      const child = execa(node, ['local/cli.ts', 'start'], options);
      const printed: string[] = [];
      await new Promise<void>((ready) => {
        createInterface({ input: child.all }).on('line', (line) => {
          printed.push(line);
          if (line.includes('Ctrl-C')) ready();
        });
        void child.finally(ready);
      });
      const settings = Object.fromEntries(
        printed.flatMap((line) => {
          const [, name, value] = /export (\w+)=(\S+)/.exec(line) ?? [];
          return name && value ? [[name, value]] : [];
        }),
      );
      expect(Object.keys(settings)).toContain('AWS_ENDPOINT_URL');
      expect(await runFolders(child.pid)).toHaveLength(1);
      const tools = await prepareTools(process.env, quietProgress);
      const machines = await aws({ aws: tools.aws, env: { ...process.env, ...settings } }, [
        ...['stepfunctions', 'list-state-machines'],
      ]);
      expect(machines).toMatchObject({ stateMachines: [{ name: 'stock-trading' }] });

      child.kill('SIGINT');
      const { exitCode } = await child;
      expect(exitCode).toBe(130);
      await expect(fetch(String(settings['AWS_ENDPOINT_URL']))).rejects.toThrow();
      expect(await runFolders(child.pid)).toEqual([]);
    },
    PATIENCE,
  );
});
