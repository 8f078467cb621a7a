import { describe, expect, it } from '@jest/globals';
import { CommandFailedError, MissingToolError } from '../errors.ts';
import { run, runAnyway } from '../run-program.ts';

const env = process.env;
const node = process.execPath;

describe('running a command', () => {
  it('returns its output', async () => {
    const result = await run(node, ['-e', 'console.log("out"); console.error("err")'], { env });
    expect(result).toMatchObject({ exitCode: 0, stdout: 'out', stderr: 'err' });
  });

  it('fails with the exit code and the end of the output', async () => {
    const failed = run(node, ['-e', 'console.error("why"); process.exit(3)'], { env });
    await expect(failed).rejects.toBeInstanceOf(CommandFailedError);
    await expect(failed).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('why'),
    });
  });

  it('distinguishes a missing program from one that fails', async () => {
    await expect(runAnyway('no-such-program', [], { env })).rejects.toBeInstanceOf(
      MissingToolError,
    );
  });

  it('passes each line immediately', async () => {
    const lines: string[] = [];
    await run(node, ['-e', 'console.log("a\\nb")'], { env, onLine: (line) => lines.push(line) });
    expect(lines).toEqual(['a', 'b']);
  });

  it('ends a command that exceeds its time limit', async () => {
    const slow = run(node, ['-e', 'setInterval(() => {}, 1000)'], { env, timeout: 300 });
    await expect(slow).rejects.toBeInstanceOf(CommandFailedError);
  });

  it('passes only the given environment variables to a command', async () => {
    process.env['MARKED_SETTING'] = 'ours';
    const { stdout } = await run(node, ['-p', 'process.env.MARKED_SETTING'], {
      env: { PATH: env['PATH'] },
    });
    delete process.env['MARKED_SETTING'];
    expect(stdout).toBe('undefined');
  });
});
