import { quietProgress } from 'helpers/progress';
import { PATHS } from 'helpers/project-paths';
import { type CommandResult, runAnyway } from 'helpers/run-program';
import { prepareTools } from '../../tools/tools.ts';

/** Runs Python code with the emulator's modules. */
export async function python(code: string, ...args: string[]): Promise<CommandResult> {
  const tools = await prepareTools(process.env, quietProgress);
  const env = {
    ...process.env,
    PYTHONPATH: 'tools/local-aws/emulator',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  return runAnyway(tools.python, ['-c', code, ...args], { cwd: PATHS.root, env });
}
