import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startPipedGroup } from 'helpers/process-group';
import { SessionError } from '../errors.ts';
import type { ShellResult } from '../expect/check-result.ts';

/** How a program is started. The environment is the whole of it. */
export type Program = {
  readonly command: readonly [file: string, ...args: string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
};

/** One shell, in which commands run one after the other. */
export type Session = {
  /**
   * Runs commands to their end, or to the first that fails.
   *
   * @param timeout milliseconds after which the shell is ended, with all that runs in it.
   * @throws SessionError when the shell ended before the commands did.
   */
  run(script: string, timeout: number): Promise<ShellResult>;
  end(): Promise<void>;
};

const DRIVER = fileURLToPath(new URL('driver.sh', import.meta.url));

/**
 * Starts the shell of a page.
 *
 * @param shell what runs a bash script, whose path is added to its arguments.
 * @throws MissingToolError when it cannot be started.
 * @param folder in which the session makes a folder of its own, removed at its end.
 */
export async function startSession(shell: Program, folder: string): Promise<Session> {
  await mkdir(folder, { recursive: true });
  const own = await mkdtemp(join(folder, 'session-'));
  const [file, ...args] = shell.command;
  const { child, ended, signal } = await startPipedGroup([file, ...args, DRIVER], {
    cwd: shell.cwd,
    env: shell.env,
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  let count = 0;

  return {
    async run(script, timeout) {
      count += 1;
      const path = join(own, `${count}.sh`);
      await writeFile(path, `${script}\n`);
      child.stdin.write(`${path}\n`);
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        signal('SIGKILL');
      }, timeout);
      const answer = await answers.next();
      clearTimeout(timer);
      const output = await readFile(`${path}.out`, 'utf8').catch(() => '');
      if (answer.done) {
        const why = late ? `did not end within ${timeout / 1000} s` : 'ended the shell';
        throw new SessionError(`The commands ${why}. ${output}${complaints}`.trim());
      }
      const [exitCode = Number.NaN, failedAt = 0] = answer.value.split(' ').map(Number);
      return { exitCode, failedAt, output };
    },
    async end() {
      signal('SIGKILL');
      await ended;
      await rm(own, { recursive: true, force: true });
    },
  };
}
