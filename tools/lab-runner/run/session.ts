import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startPipedGroup } from 'helpers/process-group';
import { SessionError } from '../errors.ts';
import type { ShellResult } from '../expect/check-result.ts';

/** How a program is started. The program gets only this environment. */
export type Program = {
  readonly command: readonly [file: string, ...args: string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
};

/** A shell in which commands run one after the other. */
export type Session = {
  /**
   * Runs commands until the end, or until the first failure.
   *
   * @param timeout milliseconds after which the shell and its processes are ended.
   * @throws SessionError when the shell ended before the commands did.
   */
  run(script: string, timeout: number): Promise<ShellResult>;
  end(): Promise<void>;
};

const DRIVER = fileURLToPath(new URL('driver.sh', import.meta.url));

/**
 * Starts the shell of a page.
 *
 * @param shell program that runs a bash script; the path of the script is added to its arguments.
 * @throws MissingToolError when it cannot be started.
 * @param folder in which the session creates its own folder, and removes it at the end.
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
