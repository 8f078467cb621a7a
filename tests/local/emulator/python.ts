import { PATHS } from '../../../local/paths.ts';
import { type CommandResult, runAnyway } from '../../../local/process/run.ts';
import { quietProgress } from '../../../local/progress.ts';
import { prepareTools } from '../../../local/tools/tools.ts';

/** Runs Python code beside the emulator, with the modules that it is launched with at hand. */
export async function python(code: string, ...args: string[]): Promise<CommandResult> {
  const tools = await prepareTools(process.env, quietProgress);
  const env = { ...process.env, PYTHONPATH: 'local/emulator', PYTHONDONTWRITEBYTECODE: '1' };
  return runAnyway(tools.python, ['-c', code, ...args], { cwd: PATHS.root, env });
}
