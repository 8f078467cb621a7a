import { readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import { runHere } from '../command/run-command.ts';

// Programs are started, on a machine that may have other things to do.
jest.setTimeout(60_000);

const page = readFileSync(new URL('../../../docs/who-can-read.md', import.meta.url), 'utf8');
/** Commands of the page that need no deployed stack. */
const commands = [...page.matchAll(/```bash\n([\s\S]*?)```/g)]
  .flatMap(([, text = '']) => text.replaceAll('\\\n', ' ').trim().split('\n'))
  .filter((line) => line.includes('--template'))
  .map((line) => line.replace(/^npm run who-can-read -- /, '').trim());

describe('docs/who-can-read.md', () => {
  it('knows every option of the command, and no other', async () => {
    const { stdout } = await runHere(['--help']);
    const options = (text: string) => new Set(text.match(/--[a-z][a-z-]*[a-z]/g));
    const known = [...options(stdout)].filter((name) => name !== '--help');

    expect([...options(page)].sort()).toEqual(known.sort());
  });

  it.each(commands)('shows a command that works: %s', async (command) => {
    const { exitCode, stderr } = await runHere(command.split(/\s+/));

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('shows some commands', () => {
    expect(commands.length).toBeGreaterThanOrEqual(3);
  });
});
