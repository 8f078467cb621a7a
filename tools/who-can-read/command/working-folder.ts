/**
 * The folder in which somebody asked for the command, against which the names of files go. npm changes
 * to the root of the package before it runs a script, and says where it was called.
 * https://docs.npmjs.com/cli/v11/commands/npm-run-script
 *
 * @param script that npm runs the command by. Another script, or a program below one, has the variable
 * as well: it says nothing of this command.
 */
export function workingFolder(script: string, env: NodeJS.ProcessEnv, cwd: string): string {
  return env['npm_lifecycle_event'] === script ? (env['INIT_CWD'] ?? cwd) : cwd;
}
