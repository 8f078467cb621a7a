import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { PATHS } from '../../local/paths.ts';

const pretendsToBe = (version: string): string =>
  `data:text/javascript,${encodeURIComponent(
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  )}`;

const start = (version: string) =>
  execa(
    process.execPath,
    [
      ...['--import', pretendsToBe(version), '--import', './local/launch.mjs'],
      ...['local/cli.ts', '--help'],
    ],
    { cwd: PATHS.root, reject: false, all: true },
  );

describe('the Node.js that programs run on', () => {
  it.each(['18.20.0', '20.20.2', '22.1.0'])(
    'is refused in one sentence when it is %s',
    async (old) => {
      const { exitCode, all } = await start(old);
      expect(exitCode).toBe(1);
      expect(all).toMatch(/^✘ Node\.js 24 is needed, .* "npm ci" brings it along.*\.$/);
    },
  );

  it.each(['24.0.0', '26.10.0'])('is taken when it is %s', async (recent) => {
    const { exitCode, all } = await start(recent);
    expect(exitCode).toBe(0);
    expect(all).toContain('Usage: local');
  });

  it('is looked at by every script that runs a program of ours', () => {
    const { scripts } = JSON.parse(readFileSync(`${PATHS.root}/package.json`, 'utf8')) as {
      scripts: Record<string, string>;
    };
    const ours = Object.entries(scripts).filter(([, line]) => /\bnode\b.*\.ts\b/.test(line));
    expect(ours.length).toBeGreaterThan(8);
    for (const [name, line] of ours) {
      expect({ name, line }).toMatchObject({
        line: expect.stringMatching(/^exec node --import \.\/local\/launch\.mjs /),
      });
    }
  });
});
