import { join } from 'node:path';
import type { World } from '../run/check.ts';
import { startSession } from '../run/session.ts';
import { startLocalAws } from './local-aws.ts';

/**
 * A fresh AWS on this machine, in a clone, and shells in it as a learner opens them in the second
 * terminal.
 */
export async function startWorld(clone: string, base: NodeJS.ProcessEnv): Promise<World> {
  const env = withoutNpm(base);
  const stop = await startLocalAws(clone, env);
  const command = ['npm', 'run', '--silent', 'local', '--', 'as', 'developer', 'bash'] as const;
  return {
    root: clone,
    open: () => startSession({ command, cwd: clone, env }, join(clone, '.aws-sam/sessions')),
    stop,
  };
}

/** What npm tells the script that we run in is about another folder than the clone. */
const withoutNpm = (base: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(base).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name)));
